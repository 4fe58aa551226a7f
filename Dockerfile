# The same image as Jib's (mvn -Pimage package jib:dockerBuild), for those who build without Maven.
ARG BUILDER=maven:3-eclipse-temurin-25
ARG RUNTIME=eclipse-temurin:25-jre

FROM ${BUILDER} AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
# dependencies first: they stay in the cache while the sources change
RUN mvn -B -q -Pimage -DskipTests dependency:go-offline || true
COPY src src
ARG ARCHITECTURE=amd64
RUN mvn -B -q -Pimage -DskipTests -Dspotless.check.skip -Dimage.architecture=${ARCHITECTURE} package \
 && chmod -R u=rwX,go=rX target/image src/image/root

FROM ${RUNTIME}
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
