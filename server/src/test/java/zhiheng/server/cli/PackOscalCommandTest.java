package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.server.testing.CaughtOutput;
import zhiheng.server.testing.OfficeServer;

class PackOscalCommandTest extends CaughtOutput {
    private static final Path SHIPPED = Path.of("../packs/library");

    @TempDir
    Path folder;

    @Test
    void a_catalog_and_a_profile_go_out_and_what_went_out_is_read_and_leads_over_the_crosswalk() throws Exception {
        assertThat(run("packs", "oscal", "eu-ai-act", "--library", SHIPPED, "--lang", "en"))
                .isZero();
        var catalog = Files.writeString(folder.resolve("c.json"), said());
        assertThat(JsonMapper.shared()
                        .readTree(catalog.toFile())
                        .at("/catalog/groups/0/controls/0/id")
                        .asString())
                .startsWith("EU-");
        assertThat(run("packs", "oscal", "--read", catalog, "--library", SHIPPED, "--lang", "en"))
                .isZero();
        assertThat(said()).contains("eu-ai-act/EU-50-4-A", "conflicts  cn-labelling-measures/LB-04-4");
        var chat = Path.of("../examples/chat-assistant.yaml");
        assertThat(run("packs", "oscal", "--system", chat, "--library", SHIPPED))
                .isZero();
        assertThat(JsonMapper.shared().readTree(said()).at("/profile/imports").size())
                .isPositive();
        assertThat(run("packs", "oscal", "nothing", "--library", SHIPPED, "--lang", "en"))
                .isEqualTo(2);
        assertThat(complained()).contains("there is no pack 'nothing'");
    }

    @Test
    void the_inventory_of_a_folder_is_written_beside_the_server() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var library = Path.of("src/test/resources/library");
            assertThat(run("inventory", "--data", folder, "--library", library)).isZero();
            assertThat(JsonMapper.shared().readTree(said()).at("/specVersion").asString())
                    .isEqualTo("1.6");
            assertThat(office.address()).isNotNull();
        }
    }
}
