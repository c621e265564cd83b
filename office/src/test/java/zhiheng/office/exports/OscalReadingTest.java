package zhiheng.office.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static zhiheng.office.testing.TestOffice.refused;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.registry.DutyState;
import zhiheng.office.testing.TestOffice;
import zhiheng.packs.Crosswalk;
import zhiheng.packs.PackLibrary;

class OscalReadingTest {
    @TempDir
    Path folder;

    private static OscalReading read(String json) {
        return OscalReading.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void what_we_write_is_read_as_what_others_claim() {
        try (var test = new TestOffice(folder)) {
            var id = test.register("S", "chat");
            test.link(id, "T-SOFT", null);
            test.office().duties().set(test.provider, id, "T-SOFT", DutyState.MET, "", null, "", 0);
            test.office().duties().set(test.provider, id, "T-FIRM", DutyState.GAP, "", null, "", 0);
            var dossier =
                    test.office().dossiers().of(test.provider, id, test.office().days());
            var oscal = new Oscal(test.library(), new Manner("en"));
            assertThat(read(Oscal.json(oscal.results(dossier))).claims())
                    .extracting(OscalReading.Claim::control, OscalReading.Claim::met)
                    .containsExactlyInAnyOrder(tuple("T-SOFT", true), tuple("T-FIRM", false));
            assertThat(read(Oscal.json(oscal.components(dossier, List.of()))).claims())
                    .containsExactly(new OscalReading.Claim("T-SOFT", "implemented"));
            assertThat(read(Oscal.json(oscal.profile(dossier))).claims())
                    .contains(new OscalReading.Claim("T-FIRM", "named"));
        }
    }

    @Test
    void controls_of_a_catalog_lead_over_the_crosswalk_to_duties_of_other_laws() {
        var library = Path.of("../packs/library");
        var packs = PackLibrary.load(library);
        var crosswalk = Crosswalk.of(packs, library);
        var line = crosswalk.lines().getFirst();
        var reading = read("""
                {"catalog":{"uuid":"u","metadata":{"title":"Theirs"},
                 "groups":[{"controls":[{"id":"%s","controls":[{"id":"ac-1"}]}]}]}}
                """.formatted(line.from().id()));
        var matches = new Counterparts(packs, crosswalk).of(reading);
        assertThat(matches.getFirst().duties()).contains(line.from().name());
        assertThat(matches.getFirst().leads()).contains(line);
        assertThat(matches.getLast().claim().control()).isEqualTo("ac-1");
        assertThat(matches.getLast().duties()).isEmpty();
    }

    @Test
    void what_is_no_oscal_is_refused() {
        for (var wrong : List.of("", "[]", "{}", "{\"catalog\":1}", "{\"catalog\":{},\"catalog\":{}}", "\u0000")) {
            refused(Kind.INVALID, () -> read(wrong));
        }
        refused(Kind.INVALID, () -> OscalReading.read(new byte[OscalReading.MOST_BYTES + 1]));
        refused(Kind.INVALID, () -> OscalReading.read(new byte[] {(byte) 0xff}));
        var deep = "{\"controls\":[".repeat(30) + "{}" + "]}".repeat(30);
        refused(Kind.INVALID, () -> read("{\"catalog\":" + deep + "}"));
    }
}
