package zhiheng.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics of an installation, each as it must be. */
final class Topics {
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
        for (var name : List.of(settings.observations(), settings.alerts(), settings.deadLetters())) {
            wanted.add(new NewTopic(name, Optional.of(partitions), Optional.of(replicas)).configs(safe));
        }
        for (var made : admin.createTopics(wanted).values().values()) {
            try {
                made.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }
}
