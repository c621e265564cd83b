package zhiheng.server.rooms.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import zhiheng.base.Refusal;
import zhiheng.base.testing.MovableClock;
import zhiheng.cases.bundle.BundleFile;
import zhiheng.cases.bundle.Field;
import zhiheng.server.testing.CaughtOutput;
import zhiheng.server.testing.SmallPacks;
import zhiheng.server.testing.Surfer;

/** Two real servers, each with its own log, and files that go between them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoServersTest extends CaughtOutput {
    private static final String FIELDS = "\"stage\",\"file/captured\",\"words/1\",\"leaf/1\"";

    private Path folder;

    private final MovableClock clock = new MovableClock();
    private Side a;
    private Side b;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        this.folder = folder;
        var packs = SmallPacks.in(folder);
        a = new Side(folder, packs, "alpha", clock, environment(), UnaryOperator.identity());
        b = new Side(folder, packs, "beta", clock, environment(), UnaryOperator.identity());
        a.knows(b, "");
        b.knows(a, "");
    }

    /** Where each database is; the embedded one. */
    Map<String, String> environment() {
        return Map.of();
    }

    @AfterAll
    void stop() {
        a.close();
        b.close();
    }

    private String to(Side other) {
        return "\"log\":\"" + other.log() + "\"";
    }

    /** The file of a parcel of alpha's, proved from what beta has seen of its log. */
    private String file(JsonNode parcel) throws Exception {
        return a.bundle(a.company, parcel.get("id").asString(), "?since=" + seen(b, a));
    }

    private static long seen(Side by, Side of) throws Exception {
        for (var peer : by.get(by.boss, "/api/v1/exchange/peers").get("items")) {
            if (peer.get("log").asString().equals(of.log())) {
                return peer.get("size").asLong();
            }
        }
        return 0;
    }

    @Test
    void a_task_goes_over_with_the_fields_that_were_given_and_its_result_comes_back() throws Exception {
        var id = a.incident();
        var asked = a.hand(a.company, Side.order(id, "AMBER", to(b), FIELDS, ",\"task\":\"grading\""));
        assertThat(asked.get("state").asString()).isEqualTo("open");
        var file = file(asked);
        assertThat(file).doesNotContain("seen by the watch", "words/0").contains("the key lay open");

        var taken = Side.ok(b.take(b.boss, file));
        assertThat(taken.at("/given/stage/id").asString()).isEqualTo("response");
        assertThat(taken.at("/given/words~11/text").asString()).isEqualTo("the key lay open");
        assertThat(taken.get("given").size()).isEqualTo(4);
        assertThat(taken.get("withheld").asInt()).isGreaterThan(5);
        assertThat(taken.get("task").asString()).isEqualTo("grading");
        var parcel = taken.get("id").asString();
        assertThat(b.rest(b.stranger, "GET", "/api/v1/exchange/parcels/" + parcel, "")
                        .statusCode())
                .isEqualTo(404);

        var answer = Side.ok(b.rest(
                b.boss,
                "POST",
                "/api/v1/exchange/parcels/" + parcel + "/answer",
                "{\"result\":\"done\",\"words\":\"fairly grave 较大\"}"));
        var reply = b.bundle(b.boss, answer.get("id").asString(), "?since=" + seen(a, b));
        Side.ok(a.take(a.company, reply));
        var done =
                a.get(a.company, "/api/v1/exchange/parcels/" + asked.get("id").asString());
        assertThat(done.get("state").asString()).isEqualTo("done");
        assertThat(done.get("answer").asString()).isEqualTo("fairly grave 较大");
        var filed = a.get(a.company, "/api/v1/cases/" + id);
        assertThat(filed.toString())
                .as("the document that was asked for is on file")
                .contains("“分级及理由”");
        assertThat(filed.toString()).contains(": fairly grave 较大");
        long index = done.get("ledgerIndex").asLong();
        assertThat(a.get(a.company, "/api/v1/ledger/" + index)
                        .at("/entry/evidence")
                        .asString())
                .isEqualTo(BundleFile.read(file).digest());
        assertThat(b.rest(
                                b.boss,
                                "POST",
                                "/api/v1/exchange/parcels/" + parcel + "/answer",
                                "{\"result\":\"done\",\"words\":\"again\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    /** The seal binds every byte: of those of a real file, spread over it, none can be another. */
    @Test
    void a_real_file_with_any_byte_changed_is_refused_and_nothing_is_kept() throws Exception {
        var asked = a.hand(a.company, Side.order(a.incident(), "GREEN", to(b), FIELDS, ""));
        var id = asked.get("id").asString();
        var file = a.bundle(a.company, id, "?since=0"); // with nothing in it that needs what the other side has seen
        int step = Math.max(1, file.length() / 700);
        var passed = new ArrayList<String>();
        int tried = 0;
        for (int i = 0; i < file.length(); i += step) {
            var letters = file.toCharArray();
            letters[i] ^= 1;
            tried++;
            try {
                Seals.verify(BundleFile.read(new String(letters)), a.key(), "");
                passed.add(new String(letters, Math.max(0, i - 20), 21));
            } catch (Refusal e) {
                // as it should be
            }
        }
        assertThat(passed).isEmpty();
        assertThat(tried).isGreaterThan(500);
        Seals.verify(BundleFile.read(file), a.key(), "");
        var letters = file.toCharArray();
        letters[file.indexOf("Say what") + 1] ^= 1;
        assertThat(b.take(b.boss, new String(letters)).body()).contains("does not verify");
        assertThat(b.take(b.boss, file.strip()).body()).contains("one spelling");
        assertThat(b.rest(b.boss, "GET", "/api/v1/exchange/parcels/" + id, "").statusCode())
                .isEqualTo(404);
    }

    /** How the log grew since is held against the head that the other side keeps, and so is known to it alone. */
    @Test
    void a_proof_of_growth_with_any_hash_changed_is_refused_by_who_saw_the_log_before() throws Exception {
        Side.ok(b.take(b.boss, file(a.hand(a.company, Side.order(a.incident(), "GREEN", to(b), FIELDS, "")))));
        var file = file(a.hand(a.company, Side.order(a.incident(), "GREEN", to(b), FIELDS, "")));
        int from = file.indexOf("\"consistency\":[\"");
        assertThat(from).isPositive();
        int to = file.indexOf(']', from);
        int hashes = 0;
        for (int at = file.indexOf('"', from + 15);
                at > 0 && at < to;
                at = file.indexOf('"', file.indexOf('"', at + 1) + 1)) {
            var letters = file.toCharArray();
            letters[at + 3] = letters[at + 3] == 'A' ? 'B' : 'A';
            assertThat(b.take(b.boss, new String(letters)).statusCode()).isBetween(400, 499);
            hashes++;
        }
        assertThat(hashes).isPositive();
        Side.ok(b.take(b.boss, file));
    }

    @Test
    void an_unknown_sender_an_older_copy_and_one_that_came_before_are_told_apart() throws Exception {
        var id = a.incident();
        var first = a.hand(a.company, Side.order(id, "AMBER", to(b), "\"stage\"", ""));
        var second = a.hand(a.company, Side.order(id, "AMBER", to(b), "\"stage\"", ""));
        assertThat(second.get("number").asInt()).isEqualTo(2);
        var older = file(first);
        var newer = file(second);
        assertThat(Side.ok(b.take(b.boss, newer)).get("already").asBoolean()).isFalse();
        assertThat(Side.ok(b.take(b.boss, newer)).get("already").asBoolean()).isTrue();
        var refused = b.take(b.boss, older);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("older copy (number 1); number 2 is here");
        assertThat(b.get(b.boss, "/api/v1/exchange/parcels").get("items").valueStream())
                .filteredOn(p -> p.get("thread").asString().equals(id))
                .hasSize(1);

        Side.ok(b.rest(b.boss, "DELETE", "/api/v1/exchange/peers?log=" + a.log(), ""));
        assertThat(b.take(b.boss, newer).body()).contains("not among the known ones");
        b.knows(a, "");
        assertThat(a.rest(a.company, "POST", "/api/v1/exchange/peers", "{\"name\":\"x\",\"key\":\"" + b.key() + "\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(a.rest(a.boss, "POST", "/api/v1/exchange/peers", "{\"name\":\"x\",\"key\":\"" + b.key() + "\"}")
                        .body())
                .contains("known already");
        assertThat(a.rest(a.boss, "POST", "/api/v1/exchange/peers", "{\"name\":\"x\",\"key\":\"nonsense\"}")
                        .body())
                .contains("/ledger/verifier-key");
    }

    @Test
    void a_log_that_was_seen_before_must_be_shown_to_go_on_from_there() throws Exception {
        var one = a.hand(a.company, Side.order(a.incident(), "AMBER", to(b), "\"stage\"", ""));
        Side.ok(b.take(b.boss, file(one)));
        long seen = seen(b, a);
        var two = a.hand(a.company, Side.order(a.incident(), "AMBER", to(b), "\"stage\"", ""))
                .get("id")
                .asString();
        var without = b.take(b.boss, a.bundle(a.company, two, "?since=0"));
        assertThat(without.statusCode()).isEqualTo(409);
        assertThat(without.body()).contains("since=" + seen);
        Side.ok(b.take(b.boss, a.bundle(a.company, two, "?since=" + seen)));
        assertThat(seen(b, a)).isGreaterThan(seen);
        // and of itself the sender proves from what it sent last
        var three = a.hand(a.company, Side.order(a.incident(), "AMBER", to(b), "\"stage\"", ""));
        Side.ok(b.take(b.boss, a.bundle(a.company, three.get("id").asString(), "")));
    }

    @Test
    void a_mark_holds_on_both_sides() throws Exception {
        var id = a.incident();
        var named = a.hand(
                a.company, Side.order(id, "AMBER+STRICT", to(b) + ",\"org\":\"beta health 卫生\"", "\"stage\"", ""));
        var strict = file(named);
        assertThat(b.take(b.boss, strict).body()).contains("names other receivers");
        var held = Side.ok(b.take(b.department, strict)).get("id").asString();
        var passed = "{\"org\":\"beta other\",\"fields\":[]}";
        assertThat(b.rest(b.department, "POST", "/api/v1/exchange/parcels/" + held + "/pass", passed)
                        .body())
                .contains("is for the receivers that its sender named");
        assertThat(b.rest(b.department, "GET", "/api/v1/exchange/parcels/" + held + "/bundle", "")
                        .statusCode())
                .isEqualTo(403);

        var green = a.hand(a.company, Side.order(id, "GREEN", to(b), FIELDS, ",\"task\":\"grading\""));
        var mine = Side.ok(b.take(b.department, file(green))).get("id").asString();
        Side.ok(b.rest(
                b.department,
                "POST",
                "/api/v1/exchange/parcels/" + mine + "/pass",
                "{\"org\":\"beta other\",\"fields\":[\"stage\"]}"));
        var shown = b.get(b.stranger, "/api/v1/exchange/parcels").at("/items/0");
        assertThat(shown.get("given").size()).isEqualTo(1);
        assertThat(shown.toString()).doesNotContain("the key lay open");
        assertThat(b.rest(b.stranger, "GET", "/api/v1/exchange/parcels/" + mine, "")
                        .statusCode())
                .isEqualTo(404);
        // handed on as it came, it still verifies against the log of the first sender
        Seals.verify(BundleFile.read(b.bundle(b.department, mine, "")), a.key(), "");
        var part = BundleFile.read(b.bundle(b.department, mine, "?fields=stage"));
        Seals.verify(part, a.key(), "");
        assertThat(part.given()).extracting(Field::name).containsExactly("stage");
        assertThat(part.write()).doesNotContain("the key lay open");
        var unknown = "/api/v1/exchange/parcels/" + mine + "/bundle?fields=words/9";
        assertThat(b.rest(b.department, "GET", unknown, "").statusCode()).isEqualTo(422);
    }

    @Test
    void anybody_verifies_a_file_at_the_shell_with_the_key_they_hold() throws Exception {
        var asked = a.hand(a.company, Side.order(a.incident(), "CLEAR", to(b), FIELDS, ""));
        var file = Files.writeString(folder.resolve("case.json"), file(asked));
        assertThat(run("bundle", "verify", file, "--key", a.key(), "--lang", "en"))
                .as(complained())
                .isZero();
        assertThat(said())
                .contains("It verifies", "alpha acme", "TLP:CLEAR", "the key lay open", "fields were not given");
        var checkpoint =
                Files.writeString(folder.resolve("seen"), a.server.ledger().checkpoint());
        assertThat(run("bundle", "verify", file, "--key", a.key(), "--since", checkpoint, "--lang", "en"))
                .isZero();
        assertThat(run("bundle", "verify", file, "--key", b.key(), "--lang", "zh"))
                .isNotZero();
        assertThat(complained()).contains("不是您掌握的发送方密钥");
    }

    @Test
    void the_pages_hand_over_show_and_take_in_and_keep_what_was_typed() throws Exception {
        var id = a.incident();
        var surfer = new Surfer(a.server.address(), "zh");
        surfer.signIn("boss", Side.PASSWORD);
        assertThat(surfer.open("/exchange?case=" + id).body()).contains("移交", "words/1", "TLP:AMBER");
        var wrong = surfer.send(
                "/exchange",
                "case",
                id,
                "task",
                "",
                "place",
                "",
                "org",
                "无此组织",
                "tlp",
                "RED",
                "ask",
                "请 <查>",
                "due",
                "",
                "field",
                "stage");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("没有组织“无此组织”", "请 &lt;查&gt;");
        var handed = surfer.send(
                "/exchange",
                "case",
                id,
                "task",
                "grading",
                "place",
                b.log(),
                "org",
                "",
                "tlp",
                "GREEN",
                "ask",
                "请查",
                "due",
                "",
                "field",
                "stage");
        assertThat(handed.body()).contains("已移交，已记入账本", "待答复", "导出案件包", "另有");
        var parcel = handed.uri().getPath();
        var file = surfer.open(parcel + "/bundle").body();

        var other = new Surfer(b.server.address(), "en");
        other.signIn("boss", Side.PASSWORD);
        other.open("/exchange");
        assertThat(other.upload("/exchange/taken", "x.json", "nonsense".getBytes())
                        .body())
                .contains("This is no bundle");
        other.open("/exchange");
        var taken = other.upload("/exchange/taken", "x.json", file.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(taken.body()).contains("It verifies and was taken in", "请查", "more fields were not given");
        var answered = other.send(taken.uri().getPath(), "deed", "done", "words", "graded");
        assertThat(answered.body()).contains("Answered.", "Export the bundle");
    }
}
