package zhiheng.server.rooms.placement;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.placement.Problem;
import zhiheng.placement.ProblemFiles;
import zhiheng.placement.Rolling;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Language;
import zhiheng.server.ground.http.Reply;

/** Plans for programs. */
record PlacementApi(PlanDesk desk) {
    private static final String PLANS = "/api/v1/placements";

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PLANS, this::heads),
                Endpoint.stream(HttpMethod.POST, PLANS, this::make),
                Endpoint.get(PLANS + "/:id", call -> Reply.json(PlanJson.made(one(call)))),
                Endpoint.delete(PLANS + "/:id", this::delete),
                Endpoint.stream(HttpMethod.POST, PLANS + "/:id/again", this::again),
                Endpoint.get(
                        PLANS + "/:id/problem",
                        call -> Reply.bytes(
                                Reply.JSON,
                                ProblemFiles.write(one(call).problem()).getBytes(StandardCharsets.UTF_8))),
                Endpoint.get(PLANS + "/:id/jobs/:job", this::why),
                Endpoint.get(PLANS + "/:id/kueue", this::kueue));
    }

    private Made one(Call call) {
        return desk.one(call.actor(), call.path("id"));
    }

    private Reply heads(Call call) {
        var heads = desk.heads(call.actor(), call.query("cursor"), call.limit());
        var page = new LinkedHashMap<String, Object>();
        page.put("items", heads.stream().map(PlanJson::head).toList());
        if (heads.size() == call.limit()) {
            page.put("next", heads.getLast().id());
        }
        return Reply.json(page);
    }

    private static Problem problem(Call call) throws IOException {
        if (Files.size(call.file().path()) > ProblemFiles.MOST_BYTES) {
            throw Refusal.invalid("文件最大 16 MB", "a file has 16 MB at most");
        }
        return ProblemFiles.read(Files.readAllBytes(call.file().path()));
    }

    private Reply make(Call call) throws IOException {
        var made = desk.make(call.actor(), text(call, "title"), problem(call));
        return Reply.created(PlanJson.made(made), PLANS + "/" + made.id());
    }

    private Reply again(Call call) throws IOException {
        var steady = new Rolling.Steady(
                number(call, "move_penalty", Rolling.Steady.USUAL.movePenalty(), 1_000_000),
                number(call, "threshold", Rolling.Steady.USUAL.threshold(), 1));
        var again = desk.again(call.actor(), call.path("id"), text(call, "title"), problem(call), steady);
        return Reply.created(PlanJson.again(again), PLANS + "/" + again.made().id());
    }

    private static String text(Call call, String name) {
        return Objects.requireNonNullElse(call.query(name), "");
    }

    private static double number(Call call, String name, double otherwise, double most) {
        var text = call.query(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,7}(\\.[0-9]{1,9})?") || Double.parseDouble(text) > most) {
            throw Refusal.invalid("须为 0 至 " + (long) most + " 的数", "must be a number from 0 to " + (long) most)
                    .at(name);
        }
        return Double.parseDouble(text);
    }

    private Reply delete(Call call) {
        desk.delete(call.actor(), call.path("id"));
        return Reply.nothing();
    }

    private Reply why(Call call) {
        var made = one(call);
        return Reply.json(PlanJson.why(made, PlanDesk.why(made, call.path("job")), Language.of(call.request())));
    }

    private Reply kueue(Call call) {
        var made = one(call);
        var cluster = PlanDesk.cluster(
                Objects.requireNonNullElse(call.query("namespace"), "default"),
                text(call, "image"),
                Objects.requireNonNullElse(call.query("resource"), "nvidia.com/gpu"),
                (int) number(call, "per_node", 8, 1_024));
        return Reply.bytes(
                "application/yaml; charset=utf-8",
                PlanDesk.kueue(made, cluster, hour(call)).getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Integer hour(Call call) {
        return call.query("hour") == null ? null : Integer.valueOf((int) number(call, "hour", 0, 744));
    }
}
