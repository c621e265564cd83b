package zhiheng.server.rooms.notify;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.watch.alert.Notification;

/**
 * A notification as Alertmanager's webhooks carry it, version 4.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">the format</a>
 */
final class WebhookJson {
    /** Go's zero time: the alert has no end. */
    private static final String NO_END = "0001-01-01T00:00:00Z";

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private WebhookJson() {}

    /** @param pages where a person can look; without a slash at its end */
    static String of(Notification n, String pages) {
        var json = new LinkedHashMap<String, Object>();
        json.put("version", "4");
        json.put("groupKey", n.groupKey());
        json.put("truncatedAlerts", 0);
        json.put("status", status(n.firing()));
        json.put("receiver", n.receiver());
        json.put("groupLabels", n.groupLabels());
        json.put("commonLabels", common(n.alerts(), Notification.Item::labels));
        json.put("commonAnnotations", common(n.alerts(), Notification.Item::annotations));
        json.put("externalURL", pages);
        json.put("alerts", n.alerts().stream().map(a -> alert(a, pages)).toList());
        return JsonOut.compact(json);
    }

    private static String status(boolean firing) {
        return firing ? "firing" : "resolved";
    }

    private static Map<String, Object> alert(Notification.Item item, String pages) {
        var json = new LinkedHashMap<String, Object>();
        Instant end = item.end();
        json.put("status", status(item.firing()));
        json.put("labels", new TreeMap<>(item.labels()));
        json.put("annotations", new TreeMap<>(item.annotations()));
        json.put("startsAt", item.start().toString());
        json.put("endsAt", end == null ? NO_END : end.toString());
        json.put("generatorURL", pages + "/alerts/" + item.annotations().getOrDefault(Notices.ALERT, ""));
        json.put("fingerprint", fingerprint(item.labels()));
        return json;
    }

    private static Map<String, String> common(
            List<Notification.Item> items, Function<Notification.Item, Map<String, String>> of) {
        var common = new TreeMap<>(of.apply(items.getFirst()));
        for (var item : items) {
            common.entrySet().retainAll(of.apply(item).entrySet());
        }
        return common;
    }

    /** As Prometheus has it: FNV-1a over names and values in the order of names, a byte 255 after each. */
    static String fingerprint(Map<String, String> labels) {
        long hash = FNV_OFFSET;
        for (var label : new TreeMap<>(labels).entrySet()) {
            hash = add(add(hash, label.getKey()), label.getValue());
        }
        return String.format("%016x", hash);
    }

    private static long add(long hash, String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return (hash ^ 0xff) * FNV_PRIME;
    }
}
