# The last stages of ../../Dockerfile, upon an image that is there, such as Jib's:
#   docker build --tag unichart:warm --build-arg UNICHART=unichart:latest --file src/image/warm.Dockerfile .
ARG DATABASE=pgvector/pgvector:pg17
ARG UNICHART=unichart:latest

FROM ${DATABASE} AS database

# serves for a minute on a database that is thrown away; nothing of it but the cache goes on
FROM ${UNICHART} AS trained
LABEL io.unichart.stage=trained
USER 0
COPY --from=database / /database
COPY src/image/train.sh /train.sh
RUN bash /train.sh /opt/unichart/unichart.aot

FROM ${UNICHART}
COPY --from=trained /opt/unichart/unichart.aot /opt/unichart/unichart.aot
