package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zhiheng.gateway.Limits;
import zhiheng.gateway.Records;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;

class DataPlaneTest {
    private static final String CALL =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"x_vendor\":{\"n\":1.10}}";
    private static final String PRODUCER = "001191110102MACQD9K64010000";
    private final House house = House.withOneStub();

    @AfterEach
    void close() {
        house.close();
    }

    private void permit(Permit permit) {
        house.permits.change(permit, "test", "because");
    }

    private Permit with(Terms terms) {
        var p = house.permit();
        return new Permit(p.system(), p.version(), p.state(), p.caps(), p.scope(), terms, p.expires(), p.duties());
    }

    private Permit with(Caps caps, Scope scope, Map<String, String> duties) {
        var p = house.permit();
        return new Permit(p.system(), p.version(), p.state(), caps, scope, p.terms(), p.expires(), duties);
    }

    private static Terms labels(Terms.ExplicitPlace place) {
        var d = Terms.DEFAULT;
        return new Terms(
                place,
                true,
                PRODUCER,
                d.inspectors(),
                d.actions(),
                0,
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                d.onAlert());
    }

    @Test
    void aPlainCall_goesThroughUnchangedBothWays() {
        var answer = house.post("/v1/chat/completions", CALL);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Stub.CHAT);
        assertThat(house.stub().bodies).containsExactly(CALL);
        assertThat(house.stub().authorizations).containsExactly("Bearer upstream-key");
    }

    @Test
    void everyCall_leavesOneRecordWithDigestsAndTokensAndNoContent() {
        var answer = house.post("/v1/chat/completions", CALL);
        var record = house.record();
        assertThat(record.id())
                .isEqualTo(answer.headers().firstValue("X-Zhiheng-Interaction").orElseThrow());
        assertThat(record.tokensIn()).isEqualTo(3);
        assertThat(record.tokensOut()).isEqualTo(4);
        assertThat(record.status()).isEqualTo(200);
        assertThat(record.inDigest()).hasSize(64);
        assertThat(record.toString()).doesNotContain("Hello");
        assertThat(house.permits.used("bot").concurrent()).isZero();
        assertThat(house.permits.used("bot").tokens()).isEqualTo(7);
    }

    @Test
    void anUnknownKey_isRefusedInOpenAisShape() {
        var answer = house.send(HttpRequest.newBuilder(house.uri("/v1/chat/completions"))
                .header("Authorization", "Bearer other")
                .POST(HttpRequest.BodyPublishers.ofString(CALL)));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"error\"").contains("invalid_api_key");
        assertThat(house.stub().bodies).isEmpty();
    }

    @Test
    void aStoppedSystem_isRefusedByClauseAndDuty() {
        permit(with(Caps.NONE, house.permit().scope(), Map.of("permit.state", "CSL-23")));
        permit(house.permit().with(PermitState.STOPPED));
        var answer = house.post("/v1/chat/completions", CALL);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"clause\":\"permit.state\"").contains("\"duty\":\"CSL-23\"");
        assertThat(house.record().clause()).isEqualTo("permit.state");
        assertThat(house.stub().bodies).isEmpty();
    }

    @Test
    void theModelsToolsRegionsAgesAndPurposesOfThePermit_areKept() {
        var zone = house.permit().scope().zone();
        permit(with(
                Caps.NONE,
                new Scope(
                        null,
                        null,
                        zone,
                        Set.of("CN"),
                        18,
                        Set.of("m"),
                        Set.of("search"),
                        Map.of(),
                        Set.of("tutoring")),
                Map.of()));
        String[] all = {"X-Zhiheng-Region", "CN", "X-Zhiheng-Age", "20", "X-Zhiheng-Purpose", "tutoring"};
        assertThat(house.post("/v1/chat/completions", CALL, all).statusCode()).isEqualTo(200);
        assertThat(house.post("/v1/chat/completions", CALL).body()).contains("permit.regions");
        assertThat(house.post("/v1/chat/completions", CALL, "X-Zhiheng-Region", "CN", "X-Zhiheng-Age", "17")
                        .body())
                .contains("permit.ages");
        assertThat(house.post("/v1/chat/completions", CALL, "X-Zhiheng-Region", "CN", "X-Zhiheng-Age", "18")
                        .body())
                .contains("permit.purposes");
        assertThat(house.post("/v1/chat/completions", CALL.replace("\"m\"", "\"other\""), all)
                        .body())
                .contains("permit.models");
        var tool =
                "{\"model\":\"m\",\"messages\":[],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"pay\"}}]}";
        assertThat(house.post("/v1/chat/completions", tool, all).body()).contains("permit.tools");
    }

    @Test
    void theCapOnUsers_countsEachOnce() {
        permit(with(new Caps(0, 0, 2, 0, 0, 0), house.permit().scope(), Map.of()));
        assertThat(house.post("/v1/chat/completions", CALL).statusCode()).isEqualTo(400);
        for (var user : List.of("a", "b", "a", "b")) {
            assertThat(house.post("/v1/chat/completions", withUser(user)).statusCode())
                    .isEqualTo(200);
        }
        var third = house.post("/v1/chat/completions", withUser("c"));
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After")).isPresent();
    }

    private static String withUser(String user) {
        return CALL.replace("{\"model\"", "{\"user\":\"" + user + "\",\"model\"");
    }

    @Test
    void theLabelsOfATextAnswer_standWhereThePermitSays() {
        permit(with(labels(Terms.ExplicitPlace.END)));
        var answer = house.post("/v1/chat/completions", CALL);
        assertThat(answer.body()).contains("\"content\":\"Hello there.\\n【人工智能生成 AI-generated】\"");
        assertThat(answer.body()).contains("\"AIGC\":{\"Label\":\"1\",\"ContentProducer\":\"" + PRODUCER);
        var id = answer.headers().firstValue("X-Zhiheng-Interaction").orElseThrow();
        assertThat(answer.body()).contains("\"ProduceID\":\"" + id);
        assertThat(answer.headers().firstValue("X-AIGC").orElse("")).contains(id);
        assertThat(house.record().labelled()).isTrue();
    }

    @Test
    void anImplicitLabelAlone_isSplicedInAndLeavesTheRestAsItWas() {
        permit(with(labels(Terms.ExplicitPlace.INTERFACE)));
        var body = house.post("/v1/chat/completions", CALL).body();
        assertThat(body).startsWith("{\"AIGC\":{");
        assertThat("{" + body.substring(body.indexOf("},") + 2)).isEqualTo(Stub.CHAT);
    }

    @Test
    void aStream_isPassedOnByteByByte_whateverTheCuts() {
        var events = Stub.delta("Hel") + Stub.delta("lo 世界") + Stub.STOP + Stub.DONE;
        for (int size : new int[] {1, 7, 1000}) {
            house.stub().answer = (request, body) -> Stub.stream(request, cut(events, size));
            var answer = house.post("/v1/chat/completions", CALL.replace("{\"model\"", "{\"stream\":true,\"model\""));
            assertThat(answer.body()).isEqualTo(events);
        }
    }

    private static List<String> cut(String text, int size) {
        var pieces = new java.util.ArrayList<String>();
        for (int i = 0; i < text.length(); i += size) {
            pieces.add(text.substring(i, Math.min(text.length(), i + size)));
        }
        return pieces;
    }

    @Test
    void aLabelledStream_carriesHintsAroundTheWordsAndTheElementsInItsFirstEvent() {
        permit(with(labels(Terms.ExplicitPlace.START)));
        house.stub().answer = (request, body) ->
                Stub.stream(request, List.of(Stub.delta("Hel"), Stub.delta("lo"), Stub.STOP, Stub.DONE));
        var start = house.post("/v1/chat/completions", CALL.replace("{\"model\"", "{\"stream\":true,\"model\""));
        assertThat(words(start.body())).isEqualTo("【人工智能生成 AI-generated】\nHello");
        assertThat(start.body().indexOf("\"AIGC\"")).isLessThan(start.body().indexOf("\n\n"));
        permit(with(labels(Terms.ExplicitPlace.END)));
        var end = house.post("/v1/chat/completions", CALL.replace("{\"model\"", "{\"stream\":true,\"model\""));
        assertThat(words(end.body())).isEqualTo("Hello\n【人工智能生成 AI-generated】");
        assertThat(end.body()).endsWith(Stub.STOP + Stub.DONE);
    }

    private static String words(String events) {
        var words = new StringBuilder();
        for (var line : events.split("\n")) {
            if (line.startsWith("data: {")) {
                for (var choice : Json.MAPPER.readTree(line.substring(6)).path("choices")) {
                    words.append(choice.path("delta").path("content").asString(""));
                }
            }
        }
        return words.toString();
    }

    @Test
    void errorsOfTheUpstream_arePassedOnAsTheyAre() {
        house.stub().answer = (request, body) -> Stub.json(request, 400, "{\"error\":{\"message\":\"no\"}}");
        var answer = house.post("/v1/chat/completions", CALL);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":{\"message\":\"no\"}}");
    }

    @Test
    void whenRecordsCannotBeKept_thePermitDecides() {
        house.recordsState = Records.State.BUFFERED;
        assertThat(house.post("/v1/chat/completions", CALL).statusCode()).isEqualTo(200);
        house.recordsState = Records.State.FULL;
        assertThat(house.post("/v1/chat/completions", CALL).body()).contains("permit.when-store-is-down");
    }

    @Test
    void bodiesThatAreNoCalls_areRefusedByNameAndNeverSentOn() {
        var deep = "[".repeat(5000) + "]".repeat(5000);
        for (var body : List.of(
                "",
                "{",
                "[]",
                "\"x\"",
                "{}",
                "{\"model\":1}",
                "{\"model\":\"m\",\"model\":\"n\"}",
                "{\"model\":\"m\",\"x\":" + deep + "}",
                "{\"model\":\"m\"} {}")) {
            var answer = house.post("/v1/chat/completions", body);
            assertThat(answer.statusCode())
                    .as(body.length() > 60 ? "deep" : body)
                    .isEqualTo(400);
            assertThat(answer.body())
                    .contains("\"error\"")
                    .doesNotContain("Exception")
                    .doesNotContain("at zhiheng");
        }
        assertThat(house.stub().bodies).isEmpty();
    }

    @Test
    void aModelWithAnotherNameUpstream_isRenamedAndNothingElse() {
        house.post("/v1/chat/completions", CALL.replace("\"m\"", "\"alias\""));
        assertThat(house.stub().bodies.getFirst())
                .contains("\"model\":\"real-name\"")
                .contains("\"x_vendor\":{\"n\":1.10}");
    }

    @Test
    void aDegradedSystem_isAnsweredByTheFallbackModel() {
        permit(house.permit().with(PermitState.DEGRADED));
        house.post("/v1/chat/completions", CALL);
        assertThat(house.stub().bodies.getFirst()).contains("\"model\":\"small-model\"");
    }

    @Test
    void aBodyOverTheLimit_isRefused_declaredOrNot() {
        try (var small = new House(1, new Limits(1000, 1000, Limits.DEFAULT.idle(), 4))) {
            assertThat(small.post("/v1/chat/completions", "x".repeat(1001)).statusCode())
                    .isEqualTo(413);
            small.stub().answer = (request, body) -> Stub.json(request, 200, "{\"x\":\"" + "y".repeat(2000) + "\"}");
            assertThat(small.post("/v1/chat/completions", CALL).statusCode()).isEqualTo(502);
        }
    }

    @Test
    void aCompressedBody_isNotOpened() {
        assertThat(house.post("/v1/chat/completions", CALL, "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void aFailingUpstream_isFollowedByTheNext() {
        try (var two = new House(2, Limits.DEFAULT)) {
            two.stubs.get(0).answer = (request, body) -> Stub.json(request, 503, "{}");
            assertThat(two.post("/v1/chat/completions", CALL).statusCode()).isEqualTo(200);
            var record = two.record();
            assertThat(record.upstream()).isEqualTo("u1");
            assertThat(record.attempts()).isEqualTo(2);
            two.stubs.get(0).close();
            assertThat(two.post("/v1/chat/completions", CALL).statusCode()).isEqualTo(200);
        }
    }
}
