package zhiheng.server.rooms.mcp;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.office.Office;
import zhiheng.office.acts.Json;
import zhiheng.office.people.Actor;
import zhiheng.office.registry.SystemQuery;
import zhiheng.packs.LegalDays;
import zhiheng.packs.Pack;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.page.Words;
import zhiheng.server.rooms.dossier.DossierJson;
import zhiheng.server.rooms.duties.DutyFilter;
import zhiheng.server.rooms.duties.DutyListApi;
import zhiheng.server.rooms.gateway.GatewayFeature;
import zhiheng.server.rooms.law.LawJson;
import zhiheng.server.rooms.registry.SystemJson;

/** What the tools answer, with the rights of who calls: the same JSON as REST, from the same office. */
record OfficeTools(Office office, PackLibrary library, GatewayFeature gateway) {
    private static final int LIMIT = 20;

    /** @throws Refusal where the arguments or the rights do not suffice */
    Map<String, Object> call(Actor actor, OfficeTool tool, Map<String, ?> arguments, Words words) {
        for (var name : arguments.keySet()) {
            if (!tool.arguments().contains(name)) {
                throw wrong(words, "mcp.unknownArgument", name, String.join(", ", tool.arguments()));
            }
        }
        var given = new Given(arguments, words);
        for (var name : tool.required()) {
            if (given.text(name) == null) {
                throw wrong(words, "mcp.missing", name);
            }
        }
        return switch (tool) {
            case LIST_SYSTEMS ->
                JsonOut.page(
                        office.registry()
                                .systems(
                                        actor,
                                        new SystemQuery(
                                                given.text("text"),
                                                null,
                                                null,
                                                null,
                                                given.text("cursor"),
                                                given.limit())),
                        SystemJson::row);
            case READ_DOSSIER ->
                DossierJson.dossier(
                        office.dossiers().of(actor, given.needed("system"), given.days("asOf", office.days())),
                        office,
                        DossierJson.force(given.text("force")));
            case LIST_DUTIES -> {
                var filter = DutyFilter.of(name -> given.text(name.equals("law") ? "pack" : name));
                var query = filter.query(actor, office.days(), given.text("cursor"), given.limit());
                yield JsonOut.page(office.duties().list(actor, query), new DutyListApi(office)::row);
            }
            case SEARCH_RULES -> rules(given);
            case READ_PERMIT -> permit(actor, given.needed("system"), words);
        };
    }

    static Refusal wrong(Words words, String key, Object... values) {
        var said = words.t(key, values);
        return new Refusal(Refusal.Kind.MALFORMED, said, said);
    }

    /** Every word must stand somewhere in a rule: its text in either language, its article, its id or its duty. */
    private Map<String, Object> rules(Given given) {
        var asked =
                List.of(given.needed("text").toLowerCase(Locale.ROOT).strip().split("\\s+"));
        var pack = given.text("pack");
        var found = library.packs().stream()
                .filter(p -> pack == null || p.id().equals(pack))
                .flatMap(p -> p.rules().stream()
                        .filter(rule -> holds(p, rule, asked))
                        .map(rule -> {
                            var json = map("pack", p.id(), "binding", p.binding());
                            json.putAll(LawJson.rule(p, rule));
                            return json;
                        }))
                .limit(given.limit() + 1L)
                .toList();
        boolean more = found.size() > given.limit();
        return map("items", more ? found.subList(0, given.limit()) : found, "more", more);
    }

    private static boolean holds(Pack pack, Pack.Rule rule, List<String> words) {
        var all = String.join(
                        " ",
                        pack.name().zh(),
                        pack.name().en(),
                        rule.text().zh(),
                        rule.text().en(),
                        rule.article(),
                        rule.ref(),
                        rule.id())
                .toLowerCase(Locale.ROOT);
        return words.stream().allMatch(all::contains);
    }

    private Map<String, Object> permit(Actor actor, String id, Words words) {
        var system = office.registry().system(actor, id).id();
        var permits = gateway.host().map(host -> host.permits()).orElse(null);
        var permit = permits == null ? null : permits.of(system);
        if (permits == null || permit == null) {
            throw wrong(words, "mcp.noPermit");
        }
        var json = map("permit", Json.readMap(PermitJson.write(permit)));
        var used = permits.used(system);
        if (used != null) {
            json.put("used", map("calls", used.calls(), "users", used.users(), "tokens", used.tokens()));
        }
        return json;
    }

    /** The arguments as they were sent. */
    private record Given(Map<String, ?> arguments, Words words) {
        @Nullable
        String text(String name) {
            return switch (arguments.get(name)) {
                case null -> null;
                case String text -> text.isBlank() ? null : text;
                case Object other -> throw wrong(words, "mcp.notText", name);
            };
        }

        String needed(String name) {
            return Objects.requireNonNull(text(name));
        }

        LegalDays days(String name, LegalDays otherwise) {
            var text = text(name);
            return text == null ? otherwise : LegalDays.on(JsonIn.date(name, text));
        }

        int limit() {
            return switch (arguments.get("limit")) {
                case null -> LIMIT;
                case Long number when number >= 1 && number <= 100 -> number.intValue();
                case Object other -> throw wrong(words, "mcp.notNumber", "limit");
            };
        }
    }
}
