package zhiheng.server.rooms.lists;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.Office;
import zhiheng.office.acts.ActRow;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Transactions;
import zhiheng.office.acts.Words;
import zhiheng.office.input.Input;
import zhiheng.office.lists.ActList;
import zhiheng.office.lists.Answer;
import zhiheng.office.lists.ListCheck;
import zhiheng.office.lists.Lists;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.packs.Facts;

/** Enters acts, takes what was decided beforehand, and ends acts only as the lists allow. What came first, the ledger says. */
final class ListDesk {
    private static final int MOST_PRIORS = 50;

    private final Transactions store;
    private final Office office;
    private final @Nullable Lists lists;
    private final OfficeTime time;

    /** @param lists null where none are installed */
    ListDesk(Transactions store, Office office, @Nullable Lists lists, OfficeTime time) {
        this.store = store;
        this.office = office;
        this.lists = lists;
        this.time = time;
    }

    boolean installed() {
        return lists != null;
    }

    Lists lists() {
        if (lists == null) {
            throw Refusal.notFound(
                    "没有安装清单包（packs/lists）。", "No packs of lists are installed beside the library (lists).");
        }
        return lists;
    }

    ActList list(String id) {
        return lists().find(id).orElseThrow(Access::notFound);
    }

    LocalDate today() {
        return time.today();
    }

    ListCheck check(ActList list, Map<String, Object> answers, LocalDate asOf) {
        return lists().check(list, Facts.of(lists().library(), answers), asOf);
    }

    /** The check of an act as its list stood on its day; an act outlives its list. */
    Optional<ListCheck> maybeCheck(ListAct act) {
        return lists().find(act.list()).map(list -> check(list, known(act.facts()), act.day()));
    }

    ListCheck check(ListAct act) {
        return maybeCheck(act)
                .orElseThrow(() -> Refusal.conflict(
                        "清单 " + act.list() + " 已不再安装；事项保留原样，只能撤销。",
                        "The list " + act.list()
                                + " is no longer installed; the act stays as it is and can only be dropped."));
    }

    /** Questions that no pack asks any more are left out. */
    private Map<String, Object> known(Map<String, Object> facts) {
        var asked = lists().library().facts().stream().map(f -> f.id()).toList();
        var known = new LinkedHashMap<>(facts);
        known.keySet().retainAll(asked);
        return known;
    }

    List<ListAct> acts(Actor actor, @Nullable String before, int limit) {
        return store.read(tx -> ListRows.in(tx).acts(Access.bound(actor), before, limit));
    }

    ListAct act(Actor actor, String id) {
        return store.read(tx -> ListRows.in(tx).act(id))
                .filter(a -> Access.sees(actor, a.org()))
                .orElseThrow(Access::notFound);
    }

    List<ListAct.Prior> deliberations(ListAct act) {
        return store.read(tx -> ListRows.in(tx).priors(act.org(), act.id(), MOST_PRIORS));
    }

    /** What the organisation decided beforehand, the newest first. */
    List<ListAct.Prior> priors(Actor actor) {
        return store.read(tx -> ListRows.in(tx).priors(actor.orgId(), "", MOST_PRIORS));
    }

    Optional<ListAct.Prior> prior(ListAct act) {
        return act.prior().isEmpty()
                ? Optional.empty()
                : store.read(tx -> ListRows.in(tx).prior(act.prior()));
    }

    /** When a record went into the ledger, in the office's days; empty while it has not. */
    Optional<LocalDate> inLedger(String prior) {
        return leaf(prior).map(row -> LocalDate.ofInstant(row.act().time(), zone()));
    }

    private Optional<ActRow> leaf(String prior) {
        return office.outbox().last("", "list.decided-before", "prior/" + prior).filter(row -> row.ledgerIndex() >= 0);
    }

    private ZoneId zone() {
        return time.clock().getZone();
    }

    /**
     * Enters an act and keeps what the list says of it.
     *
     * @param prior what was decided beforehand, "" for nothing
     */
    ListAct enter(Actor actor, String list, String title, LocalDate day, Map<String, Object> answers, String prior) {
        Access.mayChange(actor);
        var facts = Facts.of(lists().library(), answers);
        var check = lists().check(list(list), facts, day);
        var kind = check.list().kind();
        if (kind == ActList.Kind.TOLERANCE && day.isAfter(today())) {
            throw Refusal.invalid("容错只适用于已经发生的事；请核对日期。", "Tolerance is for what has happened; check the day.")
                    .at("day");
        }
        boolean own = prior.isEmpty()
                || store.read(tx -> ListRows.in(tx).prior(prior))
                        .filter(p -> p.org().equals(actor.orgId()) && p.about().isEmpty())
                        .isPresent();
        if (!own) {
            throw Refusal.invalid("请选择本单位事前作出的决定。", "Choose a decision of your own organisation.")
                    .at("prior");
        }
        var answer = check.answer();
        var act = new ListAct(
                office.ids().next(),
                actor.orgId(),
                list,
                check.list().pack().version(),
                Input.required("事项", "title", title, Input.NAME),
                day,
                facts.asMap(),
                check.verdict() + (answer == null ? "" : "-" + answer),
                check.hits().stream().map(h -> h.entry().id()).toList(),
                prior,
                ListAct.State.ENTERED,
                "",
                actor.id(),
                "",
                1,
                time.now());
        return office.outbox().record((tx, acts) -> {
            ListRows.in(tx).add(act);
            acts.add(
                    actor,
                    "list.entered",
                    "list-act/" + act.id(),
                    "",
                    "",
                    Map.of(
                            "list", list,
                            "edition", act.edition(),
                            "day", day.toString(),
                            "verdict", act.verdict(),
                            "entries", act.entries(),
                            "prior", prior,
                            "title", Words.keptElsewhere(act.title())));
            return act;
        });
    }

    /** Records a decision before anything rests on it. */
    ListAct.Prior decideBefore(Actor actor, String title, String words) {
        return record(actor, actor.orgId(), "", ListAct.Outcome.APPROVED, title, words);
    }

    /** Records a deliberation on an act that waits for one. */
    ListAct.Prior deliberate(Actor actor, String id, ListAct.Outcome outcome, String words) {
        var act = act(actor, id);
        if (act.state() != ListAct.State.ENTERED) {
            throw ended();
        }
        if (!check(act).says(Answer.DELIBERATE)) {
            throw Refusal.invalid("这一事项不在前置清单上，无需记录。", "The matter is on no such list; nothing is to be recorded.");
        }
        if (outcome == ListAct.Outcome.APPROVED) {
            throw Refusal.invalid("研究讨论只提意见，不代替决定。", "A deliberation gives a view and does not decide.");
        }
        return record(actor, act.org(), id, outcome, act.title(), words);
    }

    private ListAct.Prior record(
            Actor actor, String org, String about, ListAct.Outcome outcome, String title, String words) {
        Access.mayChange(actor);
        var prior = new ListAct.Prior(
                office.ids().next(),
                org,
                about,
                outcome,
                Input.required("事项", "title", title, Input.NAME),
                Input.required("内容和边界", "content", words, Input.TEXT),
                actor.id(),
                time.now());
        return office.outbox().record((tx, acts) -> {
            ListRows.in(tx).add(prior);
            acts.add(
                    actor,
                    "list.decided-before",
                    "prior/" + prior.id(),
                    "",
                    "",
                    Map.of(
                            "about", about,
                            "outcome", outcome.name(),
                            "words", Words.keptElsewhere(prior.words())));
            return prior;
        });
    }

    /** Ends an act as done or dropped; as done only where its list lets it be. */
    ListAct close(Actor actor, String id, long seen, boolean done, String words) {
        var act = act(actor, id);
        if (!done && maybeCheck(act).isEmpty()) {
            return end(actor, act, seen, ListAct.State.DROPPED, words);
        }
        var check = check(act);
        if (check.list().kind() == ActList.Kind.TOLERANCE) {
            throw Refusal.invalid("容错事项由决定了结。", "A matter of tolerance ends by a decision.");
        }
        if (done) {
            mayBeDone(act, check);
        }
        return end(actor, act, seen, done ? ListAct.State.DONE : ListAct.State.DROPPED, words);
    }

    private void mayBeDone(ListAct act, ListCheck check) {
        var answer = check.answer();
        if (check.verdict() == ListCheck.Verdict.NOT_IN_FORCE) {
            throw Refusal.invalid(
                    "清单在 " + act.day() + " 没有施行中的条目，不能据此办结；请核对日期。",
                    "No entry of the list was in force on " + act.day()
                            + ", so nothing can be closed on it; check the day.");
        }
        if (check.verdict() == ListCheck.Verdict.UNSURE) {
            throw Refusal.invalid(
                    "还有问题没有回答，可能改变结论；请补答后重新登记，或者撤销。",
                    "An answer is missing that may change the verdict; answer it and enter the act anew, or drop it.");
        }
        if (answer != null && answer.stops()) {
            throw Refusal.invalid(
                    "清单不允许（" + entries(check) + "），不能按办结处理；请撤销，已经做了的另行移交。",
                    "The list does not allow it (" + entries(check)
                            + "), so it cannot be closed as done; drop it, and hand over what was done already.");
        }
        if (check.says(Answer.DELIBERATE)) {
            deliberated(act, check);
        }
        if (check.says(Answer.APPROVAL)) {
            beforehand(act);
        }
    }

    private static String entries(ListCheck check) {
        return String.join(", ", check.hits().stream().map(h -> h.entry().id()).toList());
    }

    private void deliberated(ListAct act, ListCheck check) {
        var last = deliberations(act).stream()
                .filter(p ->
                        inLedger(p.id()).filter(on -> !on.isAfter(act.day())).isPresent())
                .findFirst();
        if (last.isEmpty()) {
            throw Refusal.invalid(
                    "在前置清单上（" + entries(check) + "），账本中没有不晚于 " + act.day() + " 的研究讨论记录，不能办结；事后补记的不算。",
                    "It is on the pre-decision list (" + entries(check)
                            + ") and the ledger has no deliberation on or before " + act.day()
                            + ", so it cannot be closed; minutes made up afterwards do not count.");
        }
        if (last.get().outcome() == ListAct.Outcome.NOT_SUBMIT) {
            throw Refusal.invalid(
                    "最近一次研究讨论的意见是不提交，不能办结。",
                    "The last deliberation said not to submit it; it cannot be closed as done.");
        }
    }

    /** Of what an act rests on: that it was in the ledger before the day of the act. */
    private void beforehand(ListAct act) {
        if (act.prior().isEmpty()) {
            throw Refusal.invalid(
                    "没有事前作出的决定，不符合程序。", "No decision was recorded beforehand, so the procedure is not met.");
        }
        var on = inLedger(act.prior());
        if (on.isEmpty() || !on.get().isBefore(act.day())) {
            throw Refusal.invalid(
                    "所依据的决定在 " + on.map(LocalDate::toString).orElse("—") + " 才记入账本，不早于 " + act.day() + "，事后补的不算。",
                    "The decision it rests on went into the ledger on "
                            + on.map(LocalDate::toString).orElse("no day") + ", which is not before " + act.day()
                            + "; one made up afterwards does not count.");
        }
    }

    /** Decides on tolerance: by somebody else, and granted only where every condition is met and nothing excludes it. */
    ListAct decide(Actor actor, String id, long seen, ListAct.State outcome, String words) {
        var act = act(actor, id);
        var check = check(act);
        if (check.list().kind() != ActList.Kind.TOLERANCE) {
            throw Refusal.invalid("只有容错事项由决定了结。", "Only a matter of tolerance ends by a decision.");
        }
        if (!actor.role().seesAll() || !actor.role().mayChange()) {
            throw Refusal.forbidden("由主管机构决定。", "The authority decides.");
        }
        var approver = prior(act).map(ListAct.Prior::person).orElse("");
        if (actor.id().equals(act.person()) || actor.id().equals(approver)) {
            throw Refusal.forbidden(
                    "登记人和事前批准人不能决定自己的容错。",
                    "Who entered it or approved it beforehand does not decide on its tolerance.");
        }
        if (outcome == ListAct.State.GRANTED || outcome == ListAct.State.PARTLY) {
            tolerable(act, check);
        } else if (outcome != ListAct.State.REFUSED) {
            throw Refusal.invalid("请选择同意、部分同意或不同意。", "Choose granted, partly or refused.");
        }
        return end(actor, act, seen, outcome, words);
    }

    private void tolerable(ListAct act, ListCheck check) {
        if (check.says(Answer.EXCLUDED)) {
            throw Refusal.invalid(
                    "有不在容错之列的情形（" + entries(check) + "），不得容错。",
                    "Something is there that tolerance never covers (" + entries(check) + ").");
        }
        if (check.mayYetSay(Answer.EXCLUDED)) {
            throw Refusal.invalid(
                    "是否有不得容错的情形还没有回答，不能同意。", "Whether something excludes it is not answered, so it cannot be granted.");
        }
        if (!check.says(Answer.COVERED)) {
            throw Refusal.invalid("条件没有全部具备，不能同意。", "Not all conditions are met, so it cannot be granted.");
        }
        beforehand(act);
    }

    private static Refusal ended() {
        return Refusal.conflict("这一事项已经了结。", "The matter has ended already.");
    }

    private ListAct end(Actor actor, ListAct act, long seen, ListAct.State state, String words) {
        Access.mayChange(actor);
        var why = Input.required("理由", "reasons", words, Input.TEXT);
        return office.outbox().record((tx, acts) -> {
            var rows = ListRows.in(tx);
            var now = rows.act(act.id()).orElseThrow(Access::notFound);
            if (now.state() != ListAct.State.ENTERED) {
                throw ended();
            }
            if (now.version() != seen) {
                throw Refusal.conflict("该事项已被他人修改，请核对后再办。", "The matter was changed meanwhile; look and act again.");
            }
            var after = now.ended(state, why, actor.id());
            rows.end(after);
            acts.add(
                    actor,
                    "list.ended",
                    "list-act/" + act.id(),
                    "",
                    "",
                    Map.of(
                            "state", state.name(),
                            "entries", act.entries(),
                            "prior", act.prior(),
                            "words", Words.keptElsewhere(why)));
            return after;
        });
    }
}
