#!/usr/bin/env bash
# Events reach a real Kafka broker, which runs from its own jars: one node, no ZooKeeper, no container.
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

home=$out/kafka
rm -rf "$home"
mkdir -p "$home"
must 'a Kafka broker can be had' \
  mvn -q -B -f .ci/kafka/pom.xml dependency:copy-dependencies -DoutputDirectory="$home/lib"
port=$(free_port)
controller=$(free_port)
cat >"$home/broker.properties" <<PROPERTIES
process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=127.0.0.1:$controller
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$controller
advertised.listeners=PLAINTEXT://127.0.0.1:$port
controller.listener.names=CONTROLLER
log.dirs=$home/data
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
num.partitions=3
PROPERTIES
broker() { java -Xmx256m -cp "$home/lib/*" "$@"; }
must 'its storage is made' \
  broker kafka.tools.StorageTool format --standalone --cluster-id 4L6g3nShT-eMCtK--X86sw --config "$home/broker.properties"
# not through the function: then $! would be its shell, and the broker outlived this
java -Xmx256m -cp "$home/lib/*" kafka.Kafka "$home/broker.properties" >"$home/broker.log" 2>&1 &
pid=$!
trap 'set +e; kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; rm -rf "$home/data"' EXIT
listens() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }
must 'it listens' until_true 60 listens
TEST_KAFKA=127.0.0.1:$port must 'events arrive there once, in order, as CloudEvents' \
  mvn -B -Dtest=KafkaBrokerTest test
