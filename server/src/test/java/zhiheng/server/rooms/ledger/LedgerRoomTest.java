package zhiheng.server.rooms.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.ledger.Checkpoint;
import zhiheng.ledger.Entry;
import zhiheng.ledger.Proofs;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Visitor;

/** The ledger over REST and on its pages: entries with proofs that hold without trusting the server, each for its readers. */
class LedgerRoomTest {
    @TempDir
    static Path folder;

    private static OfficeServer house;
    private static Visitor boss;
    private static Visitor rival;
    private static String rivalToken;
    private static long registered;
    private static String system;

    @BeforeAll
    static void start() throws Exception {
        house = new OfficeServer(folder);
        var identity = house.server.identity();
        var office = house.server.office();
        var acme = office.orgs().create(house.boss.actor(), Org.Kind.PROVIDER, "Acme");
        registered = house.server.ledger().size();
        system = office.registry()
                .register(
                        house.boss.actor(),
                        acme.id(),
                        "Chat <b>",
                        "",
                        "",
                        Map.of("infers", true, "uses", List.of("chat")))
                .id();
        var other = office.orgs().create(house.boss.actor(), Org.Kind.PROVIDER, "Rival");
        var person = identity.createPerson(
                house.boss.actor(), other.id(), "rival", "R", Role.PROVIDER, OfficeServer.PASSWORD.toCharArray());
        rivalToken = identity.createToken(person.actor(), "t", Role.PROVIDER).secret();
        boss = new Visitor(house.server.port(), "en").signIn("boss", OfficeServer.PASSWORD);
        rival = new Visitor(house.server.port(), "en").signIn("rival", OfficeServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    private static JsonNode get(String path) throws Exception {
        var answer = house.rest("GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    private static int byRival(String path) throws Exception {
        return house.rest("GET", path, "", "Authorization", "Bearer " + rivalToken)
                .statusCode();
    }

    @Test
    void an_entry_comes_with_all_that_a_stranger_needs_to_check_it() throws Exception {
        var key = get("/api/v1/ledger").get("verifierKey").asString();
        var answer = get("/api/v1/ledger/" + registered);
        var leaf = Base64.getDecoder().decode(answer.get("leaf").asString());
        var checkpoint = Checkpoint.open(answer.get("checkpoint").asString(), key);
        var proof = answer.get("proof")
                .valueStream()
                .map(hash -> Base64.getDecoder().decode(hash.asString()))
                .toList();
        assertThat(checkpoint.size()).isEqualTo(answer.get("size").asLong());
        assertThat(Proofs.verifyInclusion(
                        Proofs.leafHash(leaf), registered, checkpoint.size(), checkpoint.root(), proof))
                .isTrue();
        assertThat(Entry.parse(leaf).act()).isEqualTo(answer.at("/entry/act").asString());
        assertThat(answer.at("/entry/body/act").asString()).isNotEmpty();
    }

    private static int verify(Path file, String... options) {
        var line = new ArrayList<>(List.of("verify", file.toString()));
        line.addAll(List.of(options));
        return new CommandLine(new LedgerCommand()).execute(line.toArray(String[]::new));
    }

    @Test
    void a_proof_is_downloaded_and_verified_offline_by_who_has_the_key_and_nothing_else() throws Exception {
        assertThat(boss.get("/ledger/" + registered).body())
                .contains(
                        "/ledger/" + registered + "/proof", "ledger verify ledger-" + registered + ".tlog-proof --key");
        var key = get("/api/v1/ledger").get("verifierKey").asString();
        var file = Files.write(folder.resolve("p.tlog-proof"), boss.bytes("/ledger/" + registered + "/proof"));
        assertThat(verify(file, "--key", key)).isZero();
        assertThat(verify(file, "--key", key.replaceFirst(".$", key.endsWith("A") ? "B" : "A")))
                .isNotZero();
        assertThat(verify(file)).as("without a key of one's own").isNotZero();
        var text =
                house.rest("GET", "/api/v1/ledger/" + registered + "/proof", "").body();
        assertThat(verify(Files.writeString(folder.resolve("q.tlog-proof"), text), "--key", key))
                .isZero();
        var changed = text.replaceFirst("index " + registered, "index " + (registered + 1));
        assertThat(verify(Files.writeString(folder.resolve("r.tlog-proof"), changed), "--key", key))
                .isNotZero();
        assertThat(rival.get("/ledger/" + registered + "/proof").statusCode()).isEqualTo(404);
        assertThat(byRival("/api/v1/ledger/" + registered + "/proof")).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999", "-1", "x", "1e3", "9999999999999999999"})
    void an_entry_that_is_not_there_is_not_found(String index) throws Exception {
        assertThat(house.rest("GET", "/api/v1/ledger/" + index, "").statusCode())
                .isEqualTo(404);
        assertThat(boss.get("/ledger/" + index).statusCode()).isEqualTo(404);
    }

    @Test
    void what_is_in_an_entry_is_for_those_who_may_read_its_system_and_the_hashes_are_for_all() throws Exception {
        assertThat(byRival("/api/v1/ledger/" + registered)).isEqualTo(404);
        assertThat(rival.get("/ledger/" + registered).statusCode()).isEqualTo(404);
        house.server.ledger().checkpoint();
        long size = Checkpoint.open(
                        house.server.ledger().signedCheckpoint(),
                        house.server.ledger().verifierKey())
                .size();
        assertThat(byRival("/ledger/tile/0/000.p/" + size)).isEqualTo(200);
        assertThat(byRival("/ledger/checkpoint")).isEqualTo(200);
        assertThat(byRival("/ledger/tile/entries/000.p/" + size)).isEqualTo(404);
        assertThat(house.rest("GET", "/ledger/tile/entries/000.p/" + size, "").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ledger/tile/0/../../private/key",
                "/ledger/tile/0/%2e%2e/%2e%2e/zhiheng.db",
                "/ledger/tile/entries/00",
                "/ledger/tile/0/999",
                "/ledger/tile/100/000",
                "/ledger/tile/0/000.p/0000"
            })
    void a_name_that_is_no_tile_leads_nowhere(String path) throws Exception {
        assertThat(house.rest("GET", path, "").statusCode())
                .as("not there, or a page behind the sign-in")
                .isIn(404, 303);
    }

    @Test
    void the_page_of_an_entry_walks_from_its_leaf_to_the_signed_root() throws Exception {
        var body = boss.get("/ledger/" + registered).body();
        var leaf = java.util.HexFormat.of()
                .formatHex(Proofs.leafHash(house.server.ledger().entryBytes(registered)));
        assertThat(body).contains("In the log", leaf, "proofsteps");
    }

    @Test
    void the_list_names_systems_and_people_the_newest_first_and_leaves_out_what_is_not_for_the_reader()
            throws Exception {
        var body = boss.get("/ledger").body();
        assertThat(body)
                .contains("href=\"/systems/" + system + "\"", "Boss", "Chat &lt;b")
                .doesNotContain("Chat <b>");
        assertThat(body.indexOf("href=\"/ledger/" + (registered + 1) + "\""))
                .isPositive()
                .isLessThan(body.indexOf("href=\"/ledger/" + registered + "\""));
        assertThat(rival.get("/ledger").body()).doesNotContain("href=\"/ledger/" + registered + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3", "x", "-5", "99999999999"})
    void any_place_to_read_on_from_gives_a_page(String before) throws Exception {
        assertThat(boss.get("/ledger?before=" + before).statusCode()).isEqualTo(200);
    }
}
