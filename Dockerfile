# Unichart's image, for those who build without Maven, and with a cache of what a start loads and compiles first.
#
#   docker build --tag unichart .                                           from the sources
#   docker build --tag unichart --target plain .                            without the cache: what Jib builds
# For an image that is there, such as Jib's: src/image/warm.Dockerfile has the last stages alone.
#
# The cache belongs to the very Java of the base image; where anything differs the JVM does without it.
# What the stages leave behind (BuildKit keeps it in its own cache): docker image prune --filter label=io.unichart.stage
ARG BUILDER=maven:3-eclipse-temurin-25
ARG RUNTIME=eclipse-temurin:25-jre
ARG DATABASE=pgvector/pgvector:pg17

FROM ${BUILDER} AS build
LABEL io.unichart.stage=build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
# dependencies first: they stay in the cache while the sources change
RUN mvn -B -q -Pimage -DskipTests dependency:go-offline || true
COPY src src
ARG ARCHITECTURE=amd64
RUN mvn -B -q -Pimage -Dmaven.test.skip -Dspotless.check.skip -Dimage.architecture=${ARCHITECTURE} package \
 && chmod -R u=rwX,go=rX target/image src/image/root \
 && chmod 755 src/image/root/usr/local/bin/unichart

FROM ${RUNTIME} AS plain
LABEL org.opencontainers.image.title="Unichart" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /build/target/image/lib /
COPY --from=build /build/src/image/root /
COPY --from=build /build/target/image/app /
USER 10001:10001
WORKDIR /opt/unichart
EXPOSE 8080 8081
ENTRYPOINT ["/usr/local/bin/unichart"]
CMD []

FROM ${DATABASE} AS database

# serves for a minute on a database that is thrown away; nothing of it but the cache goes on
FROM plain AS trained
LABEL io.unichart.stage=trained
USER 0
COPY --from=database / /database
COPY src/image/train.sh /train.sh
RUN bash /train.sh /opt/unichart/unichart.aot

FROM plain
COPY --from=trained /opt/unichart/unichart.aot /opt/unichart/unichart.aot
