package zhiheng.server.rooms.policies;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import zhiheng.base.Refusal;
import zhiheng.office.policy.Catalogue;
import zhiheng.office.policy.Measure;
import zhiheng.packs.Fact;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Cited;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** The library page: what is typed and chosen stands in the address, so that a search can be sent on. */
final class PolicyPages {
    private static final String SECTION = "policies";
    private static final String TEMPLATE = "rooms/policies/policies";

    private final Site site;
    private final Desk desk;
    private final PolicyShelf shelf;

    PolicyPages(Site site, Desk desk, PolicyShelf shelf) {
        this.site = site;
        this.desk = desk;
        this.shelf = shelf;
    }

    void mount(Router router) {
        desk.get(router, "/policies", visit -> {
            if (!shelf.installed()) {
                return desk.refusal(
                        visit, 200, visit.words.t("nav.policies"), visit.words.t("policies.none-installed"));
            }
            return page(visit);
        });
    }

    private Reply page(Visit visit) {
        try {
            var query = PolicyQuery.of(visit::query, shelf.catalogue(), shelf.today());
            return desk.page(visit, SECTION, TEMPLATE, Map.of("p", view(visit, query, shelf.find(query), "")));
        } catch (Refusal e) {
            if (e.kind() != Refusal.Kind.INVALID) {
                throw e;
            }
            var nothing =
                    PolicyQuery.of(name -> name.equals("q") ? visit.query("q") : "", shelf.catalogue(), shelf.today());
            var said = visit.words.t(e.text());
            return desk.wrong(visit, SECTION, TEMPLATE, Map.of("p", view(visit, nothing, List.of(), said)), said);
        }
    }

    private PoliciesView view(Visit visit, PolicyQuery query, List<PolicySearch.Hit> hits, String wrong) {
        var words = visit.words;
        var lexicon = new Lexicon(shelf.guides().measures().library(), words, site.zone(visit));
        var kinds = new ArrayList<Choice>();
        kinds.add(new Choice("", words.t("policies.any"), query.query().kind() == null));
        for (var kind : Measure.Kind.values()) {
            kinds.add(new Choice(
                    kind.name().toLowerCase(Locale.ROOT),
                    words.t("policies.kind." + kind),
                    kind == query.query().kind()));
        }
        var policies = new ArrayList<Choice>();
        policies.add(new Choice("", words.t("policies.any"), query.query().pack() == null));
        shelf.guides()
                .measures()
                .packs()
                .forEach(p -> policies.add(new Choice(
                        p.id(),
                        words.t(p.issuer()) + " · " + words.t(p.name()),
                        p.id().equals(query.query().pack()))));
        var byNear = hits.stream().collect(Collectors.partitioningBy(h -> h.near() > 0));
        return new PoliciesView(
                query.text(),
                query.query().day().toString(),
                kinds,
                policies,
                shelf.catalogue().facets().stream()
                        .map(f -> facet(lexicon, f, query.query()))
                        .toList(),
                shelf.byMeaning(),
                shelf.guides().measures().all().size(),
                byNear.getOrDefault(false, List.of()).stream()
                        .map(h -> row(visit, lexicon, h.measure()))
                        .toList(),
                byNear.getOrDefault(true, List.of()).stream()
                        .map(h -> row(visit, lexicon, h.measure()))
                        .toList(),
                wrong);
    }

    private static PoliciesView.Facet facet(Lexicon lexicon, Fact fact, Catalogue.Query query) {
        var words = lexicon.words;
        var chosen = query.answers().getOrDefault(fact.id(), "");
        var options = new ArrayList<Choice>();
        options.add(new Choice("", words.t("policies.any"), chosen.isEmpty()));
        fact.options().forEach(o -> options.add(new Choice(o.id(), words.t(o.label()), o.id().equals(chosen))));
        return new PoliciesView.Facet(fact.id(), words.t(fact.question()), options);
    }

    private static PoliciesView.Row row(Visit visit, Lexicon lexicon, Measure m) {
        var words = visit.words;
        var to = m.rule().to();
        return new PoliciesView.Row(
                "/guide/" + visit.actor().orgId() + "#" + m.id(),
                words.t(m.title()),
                new State(tone(m.kind()), words.t("policies.kind." + m.kind())),
                words.t(m.rule().text()),
                new Cited(
                        lexicon.article(m.rule().article()),
                        m.rule().ref(),
                        m.source().toString(),
                        m.rule().confidence(),
                        words.t(m.meaning())),
                words.t(m.pack().name()),
                words.t(m.pack().issuer()),
                words.t(m.acts()),
                m.rule().from().toString(),
                to == null ? "" : to.minusDays(1).toString());
    }

    private static String tone(Measure.Kind kind) {
        return switch (kind) {
            case SUPPORT -> "met";
            case DUTY -> "doing";
            case CLOSED -> "late";
        };
    }
}
