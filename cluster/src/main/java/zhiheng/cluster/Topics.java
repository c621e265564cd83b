package zhiheng.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics of an installation, each as it must be. */
final class Topics {
    private static final Duration LEADERS_WITHIN = Duration.ofSeconds(30);

    private Topics() {}

    /**
     * Makes those that are not there.
     *
     * @param partitions of the observations: the most slots that can read them. A key keeps its partition only while their number stays
     * @param replicas 3 where nothing acknowledged may be lost with a broker; then two of them must have what is acknowledged
     */
    static void make(Admin admin, JobSettings settings, int partitions, short replicas)
            throws InterruptedException, ExecutionException {
        var safe = Map.of("min.insync.replicas", replicas >= 3 ? "2" : "1");
        var wanted = new ArrayList<NewTopic>();
        for (var name : List.of(settings.alerts(), settings.deadLetters())) {
            wanted.add(new NewTopic(name, Optional.of(partitions), Optional.of(replicas)).configs(safe));
        }
        var stamped = new HashMap<>(safe);
        stamped.put("message.timestamp.type", "LogAppendTime"); // a gateway's clock may be wrong
        for (var name : List.of(settings.observations(), settings.interactions())) {
            wanted.add(new NewTopic(name, Optional.of(partitions), Optional.of(replicas)).configs(stamped));
        }
        var compacted = new HashMap<>(safe);
        compacted.put("cleanup.policy", "compact");
        wanted.add(new NewTopic(settings.published(), Optional.of(1), Optional.of(replicas)).configs(compacted));
        for (var made : admin.createTopics(wanted).values().values()) {
            try {
                made.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        awaitLeaders(admin, wanted.stream().map(NewTopic::name).toList());
    }

    /** A topic is made before each of its partitions has a broker that takes records. */
    private static void awaitLeaders(Admin admin, List<String> topics) throws InterruptedException, ExecutionException {
        long until = System.nanoTime() + LEADERS_WITHIN.toNanos();
        while (!haveLeaders(admin, topics)) {
            if (System.nanoTime() > until) {
                throw new ExecutionException(new TimeoutException("partitions without a leader"));
            }
            Thread.sleep(100);
        }
    }

    private static boolean haveLeaders(Admin admin, List<String> topics) throws InterruptedException {
        try {
            return admin.describeTopics(topics).allTopicNames().get().values().stream()
                    .flatMap(t -> t.partitions().stream())
                    .allMatch(p -> p.leader() != null && !p.leader().isEmpty());
        } catch (ExecutionException e) {
            return false;
        }
    }
}
