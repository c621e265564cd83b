package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import zhiheng.ledger.Checkpoint;
import zhiheng.ledger.LedgerVerifier;
import zhiheng.ledger.Proofs;
import zhiheng.office.people.Role;
import zhiheng.server.testing.GatewayServer;

/** What people write is in no leaf, is read beside it, and can be erased while the proof stays. */
class WordsInLeavesTest extends GatewayServer {
    private static final String REASON = "complaint by Wang Xiaoming, 13800138000";

    private String leaves() {
        return String.join(
                "\n",
                LongStream.range(0, server.ledger().size())
                        .mapToObj(i -> server.ledger().entry(i).bodyJson())
                        .toList());
    }

    private void stopped() throws Exception {
        assertThat(api("PUT", system + "/permit", admin, "{\"reason\":\"" + REASON + "\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(api("POST", system + "/permit/state", admin, "{\"state\":\"stopped\",\"reason\":\"" + REASON + "\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(api("POST", system + "/keys", admin, "{\"label\":\"phone of Wang Xiaoming\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void what_people_say_is_in_no_leaf_and_goes_when_it_is_erased() throws Exception {
        stopped();
        assertThat(leaves()).doesNotContain("Wang", "13800138000").contains("\"reason\":{\"saltedSha256\":\"");
        var index = LongStream.range(0, server.ledger().size())
                .filter(i -> server.ledger().entry(i).subject().endsWith("/permit/2"))
                .findFirst()
                .orElseThrow();
        var path = "/api/v1/ledger/" + index;
        assertThat(json(api("GET", path, admin, "")).at("/words/reason").asString())
                .isEqualTo(REASON);
        assertThat(api("GET", path, stranger, "").statusCode()).isEqualTo(404);
        var auditor = server.identity().createToken(boss, "t", Role.AUDITOR).secret();
        assertThat(api("DELETE", path + "/words", auditor, "").statusCode()).isEqualTo(403);
        assertThat(api("DELETE", path + "/words", stranger, "").statusCode()).isEqualTo(403);
        assertThat(api("DELETE", path + "/words", admin, "").statusCode()).isEqualTo(204);
        assertThat(json(api("GET", path, admin, "")).get("words").isEmpty()).isTrue();
        assertThat(api("DELETE", path + "/words", admin, "").statusCode()).isEqualTo(404);
        assertThat(server.ledger().entry(server.ledger().size() - 1).act()).isEqualTo("words.erased");
        server.ledger().checkpoint();
        assertThat(LedgerVerifier.verify(server.ledger().dir(), null, null).ok())
                .isTrue();
    }

    private static List<byte[]> bytes(JsonNode proof) {
        return StreamSupport.stream(proof.spliterator(), false)
                .map(node -> Base64.getDecoder().decode(node.asString()))
                .toList();
    }

    @Test
    void a_proof_that_an_older_checkpoint_still_holds_is_given_over_rest() throws Exception {
        var older =
                Checkpoint.open(server.ledger().checkpoint(), server.ledger().verifierKey());
        stopped();
        var newer =
                Checkpoint.open(server.ledger().checkpoint(), server.ledger().verifierKey());
        var said = json(api("GET", "/api/v1/ledger/proofs/consistency?from=" + older.size(), admin, ""));
        assertThat(said.get("to").asLong()).isEqualTo(newer.size());
        assertThat(Proofs.verifyConsistency(
                        older.size(), older.root(), newer.size(), newer.root(), bytes(said.get("proof"))))
                .isTrue();
        for (var wrong : List.of("", "?from=-1", "?from=x", "?from=9&to=3", "?from=0&to=99999")) {
            assertThat(api("GET", "/api/v1/ledger/proofs/consistency" + wrong, admin, "")
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }
}
