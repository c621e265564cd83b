package zhiheng.office.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.office.testing.TestOffice.refused;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.cyclonedx.Version;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.people.Actor;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Evaluations;
import zhiheng.office.registry.Summary;
import zhiheng.office.testing.TestOffice;

class ModelBomTest {
    private static final URI MODELS = URI.create("https://user:pw@models.example/v1?api-key=secret");

    @TempDir
    Path folder;

    @Test
    void the_registry_is_a_component_with_a_card_for_each_system_and_a_service_for_each_upstream() {
        try (var test = new TestOffice(folder)) {
            var chat = test.office()
                    .registry()
                    .register(
                            test.provider,
                            test.org.id(),
                            "“Chat” <b> \u202Eעברית \"x\"",
                            "",
                            "Answers questions",
                            Map.of("infers", true, "uses", List.of("chat")))
                    .id();
            test.clock.set(Instant.parse("2026-11-30T05:00:00.123456Z"));
            test.register("Hiring", "hiring");
            var json = written(test, test.provider, chat);
            var bom = accepted(json);
            assertThat(bom.getComponents())
                    .allMatch(c -> c.getType() == Component.Type.MACHINE_LEARNING_MODEL)
                    .extracting(Component::getName)
                    .containsExactly("“Chat” <b> \u202Eעברית \"x\"", "Hiring");
            var card = bom.getComponents().getFirst().getModelCard();
            assertThat(card.getConsiderations().getUseCases()).containsExactly("Answers questions");
            assertThat(bom.getComponents().getFirst().getSupplier().getName()).isEqualTo("Acme");
            assertThat(bom.getServices()).singleElement().satisfies(service -> {
                assertThat(service.getEndpoints()).containsExactly("https://models.example/v1");
                assertThat(service.getAuthenticated()).isTrue();
            });
            assertThat(bom.getDependencies())
                    .singleElement()
                    .satisfies(d -> assertThat(d.getRef()).isEqualTo(chat));
            assertThat(bom.getMetadata().getTimestamp()).isEqualTo("2026-11-30T05:00:00Z");
            assertThat(json).doesNotContain("secret", "pw@");
            assertThat(written(test, test.provider, chat)).isEqualTo(json);
        }
    }

    @Test
    void one_system_is_a_bill_of_its_own_and_a_rival_has_none_of_it() {
        try (var test = new TestOffice(folder)) {
            var id = test.register("S", "chat");
            test.register("Other", "chat");
            var out = new ByteArrayOutputStream();
            bom(test, id).write(test.provider, id, test.office().days(), out);
            assertThat(accepted(out.toString(StandardCharsets.UTF_8)).getComponents())
                    .extracting(Component::getName)
                    .containsExactly("S");
            refused(
                    Kind.NOT_FOUND,
                    () -> bom(test, id).write(test.rival, id, test.office().days(), new ByteArrayOutputStream()));
            assertThat(accepted(written(test, test.rival, id)).getComponents()).isNullOrEmpty();
        }
    }

    /** The first half is on its way before the second is read: nothing holds it all. */
    @Test
    void ten_thousand_systems_are_written_as_they_are_read() {
        try (var test = new TestOffice(folder)) {
            var like = test.office().registry().system(test.provider, test.register("S", "chat"));
            test.store.write(tx -> {
                var summary = Summary.none(test.office().days());
                for (int i = 0; i < 10_000; i++) {
                    test.store
                            .in(tx)
                            .addSystem(
                                    new AiSystem(
                                            "copy-" + i,
                                            like.orgId(),
                                            "System " + i,
                                            "",
                                            "",
                                            like.facts(),
                                            1,
                                            like.createdAt(),
                                            like.updatedAt()),
                                    summary);
                }
                return null;
            });
            var most = new long[2];
            var out = new OutputStream() {
                @Override
                public void write(int b) {
                    most[0]++;
                }

                @Override
                public void write(byte[] bytes, int from, int length) {
                    most[0] += length;
                    most[1] = Math.max(most[1], length);
                }
            };
            bom(test, "").write(test.provider, test.office().days(), out);
            assertThat(most[0]).isGreaterThan(3_000_000);
            assertThat(most[1]).as("the largest piece").isLessThan(100_000);
        }
    }

    private static ModelBom bom(TestOffice test, String routed) {
        return new ModelBom(
                test.store,
                new Evaluations(test.library()),
                id -> id.equals(routed) ? List.of(Upstream.at(MODELS, List.of("m"), true)) : List.of());
    }

    private static String written(TestOffice test, Actor actor, String routed) {
        var out = new ByteArrayOutputStream();
        bom(test, routed).write(actor, test.office().days(), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** As the library of those who keep CycloneDX reads it, after its schema found nothing wrong with it. */
    private static Bom accepted(String json) {
        try {
            assertThat(new JsonParser().validate(json, Version.VERSION_16)).isEmpty();
            return new JsonParser().parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }
}
