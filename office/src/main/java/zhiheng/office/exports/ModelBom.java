package zhiheng.office.exports;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.office.OfficeStore;
import zhiheng.office.duties.Sha256;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Evaluations;
import zhiheng.office.registry.Registry;
import zhiheng.office.registry.SystemTx;
import zhiheng.packs.LegalDays;

/**
 * The registry as a machine-learning bill of materials, CycloneDX 1.6 in JSON: a component with a model card for each system in use, a
 * service for each upstream that calls go to. Written as it is walked through, some systems at a time, so that its size is bounded by the
 * disk. The serial number stands at the end, because it is made of what was written: the same state gives the same bytes. No people.
 */
public final class ModelBom {
    /** Systems read in one transaction. */
    private static final int TOGETHER = 200;

    /** The fact that a model card has a place for. */
    private static final String GENERATES = "generates";

    private final OfficeStore store;
    private final Evaluations evaluations;
    private final Function<String, List<Upstream>> routes;

    /** @param routes the upstreams of a system, by its id */
    public ModelBom(OfficeStore store, Evaluations evaluations, Function<String, List<Upstream>> routes) {
        this.store = store;
        this.evaluations = evaluations;
        this.routes = routes;
    }

    /** Of every system in use that the actor sees. {@code out} is flushed and left open. */
    public void write(Actor actor, LegalDays days, OutputStream out) {
        new Writing(out, days).all(Access.bound(actor));
    }

    /** Of one system. */
    public void write(Actor actor, String systemId, LegalDays days, OutputStream out) {
        new Writing(out, days).one(actor, systemId);
    }

    /** One file, from its first byte to its last. */
    private final class Writing {
        private final LegalDays days;
        private final DigestOutputStream digest;
        private final BufferedWriter out;
        private final Map<String, Upstream> services = new TreeMap<>();
        private final Map<String, List<String>> uses = new LinkedHashMap<>();
        private final Map<String, String> providers = new LinkedHashMap<>();
        private Instant last = Instant.EPOCH;
        private boolean first = true;

        Writing(OutputStream out, LegalDays days) {
            this.days = days;
            digest = new DigestOutputStream(out, Sha256.newDigest());
            this.out = new BufferedWriter(new OutputStreamWriter(digest, StandardCharsets.UTF_8));
        }

        void all(@Nullable String onlyOrg) {
            begin();
            var after = "";
            while (true) {
                var from = after;
                var some = store.read(tx -> {
                    var batch = store.in(tx).systemsAfter(from, onlyOrg, TOGETHER);
                    batch.forEach(system -> provider(store.in(tx), system));
                    return batch;
                });
                some.forEach(this::component);
                if (some.size() < TOGETHER) {
                    break;
                }
                after = some.getLast().id();
            }
            end();
        }

        void one(Actor actor, String systemId) {
            var system = store.read(tx -> {
                var seen = Registry.seen(store.in(tx), actor, systemId);
                provider(store.in(tx), seen);
                return seen;
            });
            begin();
            component(system);
            end();
        }

        /** Learns the name of whoever provides it, once. */
        private void provider(SystemTx tx, AiSystem system) {
            if (!providers.containsKey(system.orgId())) {
                tx.org(system.orgId()).ifPresent(org -> providers.put(org.id(), Plain.line(org.name())));
            }
        }

        private void begin() {
            text("{\"$schema\":\"http://cyclonedx.org/schema/bom-1.6.schema.json\",\"bomFormat\":\"CycloneDX\","
                    + "\"specVersion\":\"1.6\",\"version\":1,\"components\":[");
        }

        private void component(AiSystem system) {
            text(first ? "" : ",");
            first = false;
            last = system.updatedAt().isAfter(last) ? system.updatedAt() : last;
            var upstreams = routes.apply(system.id());
            upstreams.forEach(upstream -> services.merge(upstream.ref(), upstream, Writing::both));
            if (!upstreams.isEmpty()) {
                uses.put(
                        system.id(),
                        upstreams.stream()
                                .map(Upstream::ref)
                                .distinct()
                                .sorted()
                                .toList());
            }
            text(Json.write(Members.of(
                    "type", "machine-learning-model",
                    "bom-ref", system.id(),
                    "supplier", Members.of("name", providers.getOrDefault(system.orgId(), "")),
                    "name", Plain.line(system.name()),
                    "version", Long.toString(system.version()),
                    "description", Plain.line(system.description()),
                    "modelCard", card(system),
                    "properties", properties(system))));
        }

        private static Upstream both(Upstream one, Upstream other) {
            return new Upstream(
                    one.address(),
                    Stream.concat(one.models().stream(), other.models().stream())
                            .toList(),
                    one.authenticated() || other.authenticated());
        }

        private Map<String, Object> card(AiSystem system) {
            var purpose = Plain.line(system.purpose());
            var outputs = system.facts().get(GENERATES) instanceof Iterable<?> kinds ? kinds : List.of();
            var formats = new ArrayList<Map<String, Object>>();
            outputs.forEach(kind -> formats.add(Members.of("format", String.valueOf(kind))));
            return Members.of(
                    "modelParameters", Members.of("outputs", formats),
                    "considerations", Members.of("useCases", purpose.isEmpty() ? List.of() : List.of(purpose)),
                    "properties", facts(system));
        }

        /** Every answer as the questionnaire has it. */
        private static List<Map<String, Object>> facts(AiSystem system) {
            var list = new ArrayList<Map<String, Object>>();
            new TreeMap<>(system.facts())
                    .forEach((fact, answer) -> list.add(property("fact:" + fact, Json.write(plain(answer)))));
            return list;
        }

        private static Object plain(Object answer) {
            return answer instanceof Iterable<?> many ? sorted(many) : answer;
        }

        private static List<String> sorted(Iterable<?> many) {
            var names = new TreeSet<String>();
            many.forEach(one -> names.add(String.valueOf(one)));
            return List.copyOf(names);
        }

        /** What the law says of it: the tiers in force, the gravest first. */
        private List<Map<String, Object>> properties(AiSystem system) {
            var list = new ArrayList<Map<String, Object>>();
            list.add(property("provider", system.orgId()));
            evaluations
                    .outline(system, days)
                    .tiersByPack()
                    .forEach((pack, tiers) -> tiers.forEach(tier -> list.add(property("tier:" + pack, tier))));
            return list;
        }

        private static Map<String, Object> property(String name, String value) {
            return Members.of("name", "zhiheng:" + name, "value", value);
        }

        private void end() {
            text("],\"services\":[");
            var before = "";
            for (var service : services.values()) {
                text(before + Json.write(service(service)));
                before = ",";
            }
            text("],\"dependencies\":[");
            before = "";
            for (var use : uses.entrySet()) {
                text(before + Json.write(Members.of("ref", use.getKey(), "dependsOn", use.getValue())));
                before = ",";
            }
            text("],\"metadata\":" + Json.write(metadata()));
            flush();
            var hash = HexFormat.of().formatHex(digest.getMessageDigest().digest());
            digest.on(false);
            text(",\"serialNumber\":\"urn:uuid:" + NamedUuid.of("bom", hash) + "\"}\n");
            flush();
        }

        private static Map<String, Object> service(Upstream upstream) {
            return Members.of(
                    "bom-ref", upstream.ref(),
                    "name", java.net.URI.create(upstream.address()).getHost(),
                    "endpoints", List.of(upstream.address()),
                    "authenticated", upstream.authenticated(),
                    "x-trust-boundary", true,
                    "properties",
                            upstream.models().stream()
                                    .map(model -> property("model", model))
                                    .toList());
        }

        private Map<String, Object> metadata() {
            return Members.of(
                    // Whole seconds: CycloneDX's own reader drops one with microseconds (findings/).
                    "timestamp",
                            last.equals(Instant.EPOCH)
                                    ? null
                                    : last.truncatedTo(ChronoUnit.SECONDS).toString(),
                    "tools", Members.of("components", List.of(Members.of("type", "application", "name", "Zhiheng"))),
                    "properties", List.of(property("as-of", days.day().toString())));
        }

        private void text(String text) {
            try {
                out.write(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void flush() {
            try {
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
