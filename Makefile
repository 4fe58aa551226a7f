# make: what can be done here
.DEFAULT_GOAL := help
.PHONY: help run check test format package image dockerfile up down chart alerts bench ci clean

BASE ?= eclipse-temurin:25-jre
HELM ?= helm

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## start on this machine with an embedded database, http://localhost:8080
	mvn -q spring-boot:run

check: ## compile, format check, all tests
	mvn -B verify

test: ## one test: make test T=DocumentsTest
	mvn -q -B -Dtest='$(T)' -Dsurefire.failIfNoSpecifiedTests=false test

format: ## bring the code into shape
	mvn -q spotless:apply

package: ## target/unichart-*.jar, which runs by itself
	mvn -q -B -DskipTests package

image: ## unichart:latest in the local docker engine (BASE=docker://… for a local base image)
	mvn -q -B -Pimage -DskipTests package jib:dockerBuild -Djib.from=$(BASE)

dockerfile: ## the image from the Dockerfile, with a cache for its starts
	docker build --tag unichart:latest .

up: ## service and database with Compose
	docker compose up --detach

down: ## stop them, keep the data
	docker compose down

chart: ## lint and render the chart
	@for values in charts/unichart/ci/*.yaml; do \
	  $(HELM) lint --strict --values $$values charts/unichart && \
	  $(HELM) template unichart charts/unichart --values $$values >/dev/null || exit 1; done

alerts: ## check and test the alerts
	promtool check rules --lint=all --lint-fatal charts/unichart/files/rules.yaml
	promtool test rules deploy/observability/rules.test.yaml

bench: ## measure start, memory and image; see docs/performance.md
	bench/start.sh

ci: ## everything that CI does
	bash .ci/run

clean: ## remove what was built
	mvn -q clean
