package zhiheng.server.rooms.grants;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.cases.Who;
import zhiheng.office.Office;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Transactions;
import zhiheng.office.acts.Words;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.policy.Guides;
import zhiheng.office.policy.Measure;
import zhiheng.server.rooms.guide.GuideFeature;

/** Proposes support on evidence at hand, and takes the word of the department or of the enterprise. Nothing is given by itself. */
final class GrantDesk {
    private static final Actor INSIDE = new Actor(Who.SYSTEM.person(), "", Role.ADMINISTRATOR);
    private static final Text WITHDRAWN =
            new Text("该措施已经撤回或停止施行。", "The measure was withdrawn or is no longer in force.");
    private static final Text NO_LONGER =
            new Text("按企业现在的回答，条件不再具备。", "As the enterprise answers now, the conditions are no longer met.");

    /** How many profiles are read at once. */
    private static final int PART = 1000;

    private final Transactions store;
    private final Office office;
    private final OfficeTime time;
    private final GuideFeature guide;

    GrantDesk(Transactions store, Office office, OfficeTime time, GuideFeature guide) {
        this.store = store;
        this.office = office;
        this.time = time;
        this.guide = guide;
    }

    /** What came of looking through the profiles. */
    record Found(int proposed, int already, int open, List<Contradicting> contradicting) {}

    /** An enterprise whose answers cannot stand together; nothing is proposed for it until it has changed them. */
    record Contradicting(String org, Text why) {}

    Guides guides() {
        var guides = guide.guides();
        if (guides == null) {
            throw Refusal.notFound(
                    "没有安装政策包（packs/policies）。", "No packs of policies are installed beside the library (policies).");
        }
        return guides;
    }

    boolean installed() {
        return guide.guides() != null;
    }

    /** Measures that a department may give without an application, in force today. */
    List<Measure> measures() {
        return guides().measures().all().stream()
                .filter(m -> !m.evidence().isEmpty() && inForce(m, time.today()))
                .toList();
    }

    private static boolean inForce(Measure m, LocalDate day) {
        var to = m.rule().to();
        return !day.isBefore(m.rule().from()) && (to == null || day.isBefore(to));
    }

    List<Org> departments() {
        return office.orgs().seenBy(INSIDE).stream()
                .filter(o -> o.kind() == Org.Kind.DEPARTMENT)
                .toList();
    }

    Map<String, String> names() {
        return office.orgs().seenBy(INSIDE).stream().collect(Collectors.toMap(Org::id, Org::name));
    }

    boolean proposes(Actor actor) {
        return actor.role().seesAll() && actor.role().mayChange();
    }

    /** A department's own, an enterprise's own, or all for the authority. */
    List<Grant> list(Actor actor, @Nullable String before, int limit) {
        boolean department = department(actor);
        boolean all = actor.role().seesAll();
        return store.read(tx -> GrantRows.in(tx)
                .list(
                        !all && department ? actor.orgId() : null,
                        !all && !department ? actor.orgId() : null,
                        before,
                        limit));
    }

    boolean department(Actor actor) {
        return office.orgs()
                .find(actor, actor.orgId())
                .filter(o -> o.kind() == Org.Kind.DEPARTMENT)
                .isPresent();
    }

    /** Looks through all profiles for those to whom the measure can be had on the evidence at hand. */
    Found propose(Actor actor, String measureId, String department) {
        if (!proposes(actor)) {
            throw Refusal.forbidden("由主管机构提出。", "The authority proposes.");
        }
        var measure = measures().stream()
                .filter(m -> m.id().equals(measureId))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                                "请选择施行中、可凭已有证据给予的措施。", "Choose a measure in force that is given on evidence at hand.")
                        .at("measure"));
        if (departments().stream().noneMatch(o -> o.id().equals(department))) {
            throw Refusal.invalid("请选择由哪个部门决定。", "Choose the department that decides.")
                    .at("department");
        }
        var verdicts = guides().verdicts(time.today());
        var contradicting = new ArrayList<Contradicting>();
        var fitting = new ArrayList<GuideFeature.Standing>();
        int open = 0;
        var part = guide.profiles("", PART);
        while (!part.isEmpty()) {
            for (var profile : part) {
                verdicts.decide(profile.facts());
                if (verdicts.open(measureId)) {
                    open++;
                } else if (verdicts.holds(measureId)) {
                    var wrong = guide.contradiction(profile.facts());
                    if (wrong != null) {
                        contradicting.add(new Contradicting(profile.org(), wrong));
                    } else {
                        fitting.add(profile);
                    }
                }
            }
            part = guide.profiles(part.getLast().org(), PART);
        }
        int unknown = open;
        return office.outbox().record((tx, acts) -> {
            int proposed = 0;
            for (var profile : fitting) {
                if (add(tx, acts, actor, measure, department, profile)) {
                    proposed++;
                }
            }
            return new Found(proposed, fitting.size() - proposed, unknown, contradicting);
        });
    }

    private boolean add(
            Transaction tx,
            Outbox.Acts acts,
            Actor actor,
            Measure measure,
            String department,
            GuideFeature.Standing profile) {
        var rows = GrantRows.in(tx);
        var facts = new LinkedHashMap<String, Object>();
        measure.evidence().forEach(fact -> {
            var answer = profile.facts().asMap().get(fact);
            if (answer != null) {
                facts.put(fact, answer);
            }
        });
        var last = rows.last(profile.org(), measure.id()).orElse(null);
        if (last != null && !again(last, facts)) {
            return false;
        }
        var grant = new Grant(
                office.ids().next(),
                measure.id(),
                measure.pack().version(),
                profile.org(),
                department,
                facts,
                profile.version(),
                Grant.COURSE.start(),
                "",
                "",
                1,
                time.now());
        rows.add(grant);
        acts.add(
                actor,
                "grant.proposed",
                "grant/" + grant.id(),
                "",
                "",
                Map.of(
                        "measure", measure.id(),
                        "edition", grant.edition(),
                        "org", grant.org(),
                        "department", department,
                        "profile", grant.profileVersion()));
        return true;
    }

    /** What lapsed is proposed again; what was refused, only on other evidence; what was declined or taken back, never by itself. */
    private static boolean again(Grant last, Map<String, Object> facts) {
        return switch (last.state()) {
            case LAPSED -> true;
            case REFUSED -> !last.facts().equals(facts);
            case PROPOSED, GRANTED, DECLINED, REVOKED -> false;
        };
    }

    /** Why what is proposed cannot be granted today; null where it can. */
    @Nullable
    Text hindrance(Grant grant) {
        if (grant.state() != Grant.State.PROPOSED) {
            return null;
        }
        if (withdrawn(grant)) {
            return WITHDRAWN;
        }
        var profile = guide.profile(grant.org()).orElse(null);
        if (profile == null) {
            return NO_LONGER;
        }
        var wrong = guide.contradiction(profile.facts());
        if (wrong != null) {
            return wrong;
        }
        var verdicts = guides().verdicts(time.today());
        verdicts.decide(profile.facts());
        return verdicts.holds(grant.measure()) ? null : NO_LONGER;
    }

    private boolean withdrawn(Grant grant) {
        return guides().measures()
                .find(grant.measure())
                .filter(m -> !m.evidence().isEmpty() && inForce(m, time.today()))
                .isEmpty();
    }

    /**
     * The word of the department, or of the enterprise that does not want it.
     *
     * @throws Refusal when the measure was withdrawn or no longer fits and the word is to grant it
     */
    Grant decide(Actor actor, String id, long seen, Grant.Event event, String words) {
        Access.mayChange(actor);
        var why = Input.required("理由", "reasons", words, Input.TEXT);
        var grant = store.read(tx -> GrantRows.in(tx).one(id))
                .filter(g -> Access.sees(actor, g.department()) || Access.sees(actor, g.org()))
                .orElseThrow(Access::notFound);
        var by = event == Grant.Event.DECLINE ? grant.org() : grant.department();
        if (event == Grant.Event.LAPSE || !actor.orgId().equals(by)) {
            throw Refusal.forbidden(
                    "同意、不同意和撤回由承办部门决定；是否放弃由企业决定。",
                    "The department grants, refuses and takes back; the enterprise declines.");
        }
        var hindrance = event == Grant.Event.GRANT ? hindrance(grant) : null;
        if (hindrance != null) {
            throw new Refusal(
                    Refusal.Kind.INVALID,
                    hindrance.and(new Text("不能同意；可以不同意并写明理由。", " It cannot be granted; refuse it with this reason.")));
        }
        return office.outbox().record((tx, acts) -> {
            var now = GrantRows.in(tx).one(id).orElseThrow(Access::notFound);
            if (now.version() != seen) {
                throw Refusal.conflict("该提案已被他人办理，请核对。", "Somebody else dealt with it meanwhile; look again.");
            }
            return move(tx, acts, actor, now, event, why);
        });
    }

    private static Grant move(Transaction tx, Outbox.Acts acts, Actor actor, Grant now, Grant.Event event, String why) {
        var step = Grant.COURSE
                .step(now.state(), event)
                .orElseThrow(() -> Refusal.conflict("现在的状态不能这样办。", "As it stands this cannot be done."));
        var after = now.moved(step.to(), why, actor.id());
        GrantRows.in(tx).move(after);
        acts.add(
                actor,
                "grant.decided",
                "grant/" + now.id(),
                "",
                "",
                Map.of(
                        "state",
                        step.to().name(),
                        "org",
                        now.org(),
                        "measure",
                        now.measure(),
                        "words",
                        Words.keptElsewhere(why)));
        return after;
    }

    /**
     * Ends what was proposed of measures that are no more; what was granted stays, for a withdrawal does not reach back. Returns how
     * many ended.
     */
    int settle() {
        if (!installed()) {
            return 0;
        }
        var gone = store.read(tx -> GrantRows.in(tx).in(Grant.State.PROPOSED)).stream()
                .filter(this::withdrawn)
                .toList();
        if (!gone.isEmpty()) {
            office.outbox().record((tx, acts) -> {
                for (var grant : gone) {
                    var now = GrantRows.in(tx).one(grant.id()).orElseThrow(Access::notFound);
                    if (now.state() == Grant.State.PROPOSED) {
                        move(tx, acts, INSIDE, now, Grant.Event.LAPSE, WITHDRAWN.zh() + " " + WITHDRAWN.en());
                    }
                }
                return gone.size();
            });
        }
        return gone.size();
    }
}
