package zhiheng.placement;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import zhiheng.base.BadValue;
import zhiheng.base.Json;

/**
 * A plan as objects for Kubernetes with Kueue ({@code kueue.x-k8s.io/v1beta2}). A site is a ClusterQueue with a LocalQueue, a pool a
 * ResourceFlavor, a placed job a suspended Job that names its queue. Kueue has no hour of start: it admits what is there and fits.
 * So jobs come hour by hour, to be applied at their hour.
 */
public final class Kueue {
    private static final String GROUP = "kueue.x-k8s.io/";
    private static final String API = GROUP + "v1beta2";
    private static final String SITE = "zhiheng/site";
    private static final String ACCELERATOR = "zhiheng/accelerator";

    private Kueue() {}

    /**
     * What Zhiheng does not know of a cluster.
     *
     * @param namespace of queues and jobs
     * @param image that jobs run
     * @param resource under which nodes offer their accelerators, such as {@code nvidia.com/gpu}
     * @param perNode accelerators of a node; larger jobs become several pods
     */
    public record Cluster(String namespace, String image, String resource, int perNode) {
        public Cluster {
            lowerName("namespace", namespace);
            if (!image.matches("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,254}")) {
                throw new BadValue("image", "不是镜像名", "is no name of an image");
            }
            if (!resource.matches("[a-z0-9]([a-z0-9.-]{0,100}[a-z0-9])?/[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
                throw new BadValue("resource", "须如 nvidia.com/gpu", "must be such as nvidia.com/gpu");
            }
            Limits.whole("per_node", perNode, 1, 1_024);
        }

        private static void lowerName(String field, String value) {
            if (!value.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
                throw new BadValue(field, "须为小写字母、数字与横线", "lower case letters, digits and dashes are wanted");
            }
        }
    }

    /** Flavors, queues and priorities: to be applied once. */
    public static String queues(Problem problem, Cluster cluster) {
        var objects = new ArrayList<Map<String, ?>>();
        for (var site : problem.sites()) {
            for (var pool : site.pools()) {
                objects.add(object(
                        API,
                        "ResourceFlavor",
                        Map.of("name", flavor(site, pool)),
                        map("spec", map("nodeLabels", labels(site.id(), pool.accelerator())))));
            }
            var flavors = site.pools().stream()
                    .map(p -> map(
                            "name",
                            flavor(site, p),
                            "resources",
                            List.of(map("name", cluster.resource(), "nominalQuota", p.count()))))
                    .toList();
            objects.add(object(
                    API,
                    "ClusterQueue",
                    Map.of("name", name(site.id())),
                    map(
                            "spec",
                            map(
                                    "namespaceSelector",
                                    Map.of(),
                                    "resourceGroups",
                                    List.of(map(
                                            "coveredResources", List.of(cluster.resource()), "flavors", flavors))))));
            objects.add(object(
                    API,
                    "LocalQueue",
                    map("name", name(site.id()), "namespace", cluster.namespace()),
                    map("spec", map("clusterQueue", name(site.id())))));
        }
        problem.jobs().stream()
                .map(Job::priority)
                .distinct()
                .sorted()
                .forEach(p -> objects.add(
                        object(API, "WorkloadPriorityClass", Map.of("name", priority(p)), map("value", 100 * p))));
        return yaml(objects);
    }

    /** The jobs of each hour in which any starts, by that hour of the plan. */
    public static SortedMap<Integer, String> jobs(Problem problem, Plan plan, Cluster cluster) {
        var byHour = new TreeMap<Integer, List<Map<String, ?>>>();
        var jobs = new LinkedHashMap<String, Job>();
        problem.jobs().forEach(j -> jobs.put(j.id(), j));
        for (var placed : plan.placed()) {
            var job = Objects.requireNonNull(jobs.get(placed.job()), "a job of the problem");
            byHour.computeIfAbsent(placed.start(), h -> new ArrayList<>()).add(job(problem, job, placed, cluster));
        }
        var files = new TreeMap<Integer, String>();
        byHour.forEach((hour, objects) -> files.put(hour, yaml(objects)));
        return files;
    }

    private static Map<String, ?> job(Problem problem, Job job, Plan.Placed placed, Cluster cluster) {
        int pods = pods(job.count(), cluster.perNode());
        var container = map(
                "name",
                "work",
                "image",
                cluster.image(),
                "resources",
                map(
                        "requests", map(cluster.resource(), job.count() / pods),
                        "limits", map(cluster.resource(), job.count() / pods)));
        var spec = new LinkedHashMap<String, Object>();
        spec.put("suspend", true);
        spec.put("parallelism", pods);
        spec.put("completions", pods);
        spec.put("backoffLimit", 0);
        spec.put("activeDeadlineSeconds", job.hours() * 3600);
        spec.put(
                "template",
                map(
                        "spec",
                        map(
                                "restartPolicy",
                                "Never",
                                "nodeSelector",
                                labels(placed.site(), placed.accelerator()),
                                "containers",
                                List.of(container))));
        return object(
                "batch/v1",
                "Job",
                map(
                        "name",
                        name(job.id()),
                        "namespace",
                        cluster.namespace(),
                        "labels",
                        map(
                                GROUP + "queue-name", name(placed.site()),
                                GROUP + "priority-class", priority(job.priority())),
                        "annotations",
                        map(
                                "zhiheng/job", job.id(),
                                "zhiheng/start", problem.at(placed.start()).toString(),
                                "zhiheng/end", problem.at(placed.end()).toString(),
                                "zhiheng/hours", hours(problem, placed),
                                "zhiheng/deadline", problem.at(job.deadline()).toString())),
                map("spec", spec));
    }

    /** The hours in which it runs, as stretches: whoever suspends and resumes a job that may pause reads them. */
    private static String hours(Problem problem, Plan.Placed placed) {
        var stretches = new ArrayList<String>();
        int from = placed.start();
        for (int i = 0; i < placed.hours().size(); i++) {
            int hour = placed.hours().get(i);
            boolean last = i + 1 == placed.hours().size();
            if (last || placed.hours().get(i + 1) != hour + 1) {
                stretches.add(problem.at(from) + "/" + problem.at(hour + 1)); // ISO 8601 intervals
                from = last ? from : placed.hours().get(i + 1);
            }
        }
        return String.join(" ", stretches);
    }

    /** As few pods as divide the job evenly over nodes. */
    static int pods(int count, int perNode) {
        for (int each = Math.min(count, perNode); each > 1; each--) {
            if (count % each == 0) {
                return count / each;
            }
        }
        return count;
    }

    private static Map<String, ?> labels(String site, String accelerator) {
        return map(SITE, site, ACCELERATOR, accelerator);
    }

    private static String flavor(Site site, Pool pool) {
        return name(site.id() + "-" + pool.accelerator());
    }

    private static String priority(int priority) {
        return "zhiheng-" + priority;
    }

    /** A name of RFC 1123. What had to be changed bears a sum of the name as it was, so that no two become one. */
    static String name(String id) {
        var lower = id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        if (lower.equals(id) && id.length() <= 63) {
            return id;
        }
        var sum = new CRC32();
        sum.update(id.getBytes(StandardCharsets.UTF_8));
        var head = lower.substring(0, Math.min(lower.length(), 50)).replaceAll("-$", "");
        return (head.isEmpty() ? "x" : head) + "-" + Long.toHexString(sum.getValue());
    }

    private static Map<String, ?> object(String api, String kind, Map<String, ?> metadata, Map<String, ?> rest) {
        var object = new LinkedHashMap<String, Object>();
        object.put("apiVersion", api);
        object.put("kind", kind);
        object.put("metadata", metadata);
        object.putAll(rest);
        return object;
    }

    private static Map<String, Object> map(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    private static String yaml(List<Map<String, ?>> objects) {
        var out = new StringBuilder();
        for (var object : objects) {
            out.append("---\n");
            object.forEach((key, value) -> yaml(out, "", key, value));
        }
        return out.toString();
    }

    /** Block style; texts are quoted as in JSON, which YAML 1.2 reads alike. */
    private static void yaml(StringBuilder out, String indent, String key, Object value) {
        out.append(indent)
                .append(key.matches("[A-Za-z]+") ? key : Json.write(key))
                .append(':');
        switch (value) {
            case Map<?, ?> map
            when !map.isEmpty() -> {
                out.append('\n');
                map.forEach((name, member) -> yaml(out, indent + "  ", String.valueOf(name), member));
            }
            case List<?> list
            when list.stream().allMatch(Map.class::isInstance) -> {
                out.append('\n');
                for (var item : list) {
                    var inner = new StringBuilder();
                    ((Map<?, ?>) item)
                            .forEach((name, member) -> yaml(inner, indent + "    ", String.valueOf(name), member));
                    out.append(indent).append("  - ").append(inner.substring(indent.length() + 4));
                }
            }
            default -> out.append(' ').append(Json.write(value)).append('\n');
        }
    }
}
