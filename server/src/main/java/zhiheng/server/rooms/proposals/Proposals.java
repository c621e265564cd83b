package zhiheng.server.rooms.proposals;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.office.Office;
import zhiheng.office.acts.Json;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Transactions;
import zhiheng.office.acts.Words;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.server.rooms.needs.NeedsFace;

/**
 * Makes proposals out of needs that several share, replays their drafts, and takes the decision of a second person. Adopting one does not
 * change the packs, which are files that somebody edits and tests; it says that they shall be.
 */
final class Proposals {
    /** Fewer asking for the same make no rule. */
    static final int LEAST = 2;

    private static final int MOST_NEEDS = 50;
    private static final int MOST_RULES = 200_000;

    private final Transactions store;
    private final Office office;
    private final NeedsFace needs;
    private final Replay replay;
    private final OfficeTime time;

    Proposals(Transactions store, Office office, NeedsFace needs, Replay replay, OfficeTime time) {
        this.store = store;
        this.office = office;
        this.needs = needs;
        this.replay = replay;
        this.time = time;
    }

    Replay replay() {
        return replay;
    }

    /** @param needs ids of needs; those that were joined to them count as well */
    record Draft(String title, String grounds, Proposal.Over over, String pack, Set<String> needs) {}

    Proposal open(Actor actor, Draft draft) {
        Access.mayChange(actor);
        needs.desk(actor);
        var title = Input.required("标题", "title", draft.title(), Input.NAME);
        var grounds = Input.required("理由", "grounds", draft.grounds(), Input.TEXT);
        if (draft.needs().size() > MOST_NEEDS) {
            throw Refusal.invalid("一次最多列 " + MOST_NEEDS + " 项诉求。", "List " + MOST_NEEDS + " needs at the most.");
        }
        needs.said(actor, draft.needs());
        var all = new LinkedHashSet<String>();
        draft.needs().forEach(need -> all.addAll(needs.group(need)));
        if (all.size() < LEAST) {
            throw Refusal.invalid(
                    "至少两项诉求提出同样的问题，才形成规则修改建议；可列出多项，或先合并相同的诉求。",
                    "A proposal answers at least two needs; list several, or join those that say the same first.");
        }
        var proposal = new Proposal(
                office.ids().next(),
                title,
                grounds,
                draft.over(),
                draft.pack(),
                replay.rules(draft.over(), draft.pack()),
                "",
                Proposal.State.OPEN,
                actor.id(),
                "",
                "",
                time.now(),
                1);
        return office.outbox().record((tx, acts) -> {
            ProposalRows.in(tx).add(proposal, List.copyOf(all));
            acts.add(
                    actor,
                    "proposal.opened",
                    "proposal/" + proposal.id(),
                    "",
                    "",
                    Map.of(
                            "pack",
                            proposal.pack(),
                            "needs",
                            List.copyOf(all),
                            "grounds",
                            Words.keptElsewhere(grounds)));
            return proposal;
        });
    }

    /** Writes the draft anew; a replay of the one before does not speak for it. */
    Proposal draft(Actor actor, String id, long seen, String rules) {
        if (rules.isBlank() || rules.length() > MOST_RULES) {
            throw Refusal.invalid(
                    "草案须有内容，且不超过 " + MOST_RULES + " 个字符。",
                    "The draft is not empty and has " + MOST_RULES + " characters at the most.");
        }
        return change(
                actor,
                id,
                seen,
                "proposal.drafted",
                Map.of("rules", Words.keptElsewhere(rules)),
                p -> p.drafted(rules.replace("\r\n", "\n")));
    }

    /** A time by the days of this office. */
    TrafficReplay.Period period(LocalDate from, LocalDate to) {
        return new TrafficReplay.Period(from, to, time.clock().getZone());
    }

    LocalDate today() {
        return time.today();
    }

    /** Refuses a time that this draft cannot be replayed over. */
    void mayReplay(Actor actor, String id, TrafficReplay.@Nullable Period period) {
        replay.mayReplay(one(actor, id), period);
    }

    /**
     * Replays the draft; what it found stays with the proposal.
     *
     * @param period of the calls that are replayed too; null for none
     */
    Proposal whatIf(Actor actor, String id, long seen, TrafficReplay.@Nullable Period period) {
        Access.mayChange(actor);
        needs.desk(actor);
        var p = one(actor, id);
        replay.mayReplay(p, period);
        var report = replay.of(p, time.today(), period);
        var details = Map.<String, Object>of(
                "seen", report.getOrDefault("seen", 0), "differ", report.getOrDefault("differ", 0));
        return change(actor, id, seen, "proposal.replayed", details, now -> now.replayed(Json.write(report)));
    }

    /** A second person decides, in writing; nothing is adopted that was not replayed. */
    Proposal decide(Actor actor, String id, long seen, boolean adopt, String words) {
        var why = Input.required("决定理由", "reasons of the decision", words, Input.TEXT);
        var state = adopt ? Proposal.State.ADOPTED : Proposal.State.DROPPED;
        var details = Map.<String, Object>of("decision", state.name(), "words", Words.keptElsewhere(why));
        return change(actor, id, seen, "proposal.decided", details, p -> {
            if (p.proposer().equals(actor.id())) {
                throw Refusal.forbidden("须由提出人以外的人决定。", "Somebody else than the proposer decides.");
            }
            if (adopt && p.report().isEmpty()) {
                throw Refusal.conflict("草案尚未重放，不能采纳。", "The draft has not been replayed; it cannot be adopted.");
            }
            return p.decided(state, actor.id(), why);
        });
    }

    private Proposal change(
            Actor actor,
            String id,
            long seen,
            String act,
            Map<String, Object> details,
            java.util.function.UnaryOperator<Proposal> how) {
        Access.mayChange(actor);
        needs.desk(actor);
        return office.outbox().record((tx, acts) -> {
            var now = ProposalRows.in(tx).one(id).orElseThrow(Access::notFound);
            if (now.version() != seen) {
                throw Refusal.conflict("该建议已被他人修改，请核对后再办。", "The proposal was changed meanwhile; look and act again.");
            }
            if (now.state() != Proposal.State.OPEN) {
                throw Refusal.conflict("该建议已有决定。", "The proposal was decided already.");
            }
            var after = how.apply(now);
            ProposalRows.in(tx).put(after);
            acts.add(actor, act, "proposal/" + id, "", "", details);
            return after;
        });
    }

    Proposal one(Actor actor, String id) {
        needs.of(actor);
        return store.read(tx -> ProposalRows.in(tx).one(id)).orElseThrow(Access::notFound);
    }

    List<Proposal> list(Actor actor, @Nullable String after, int limit) {
        needs.of(actor);
        return store.read(tx -> ProposalRows.in(tx).list(after, limit));
    }

    /** The needs that a proposal answers, as far as the actor may read them. */
    List<NeedsFace.Said> needs(Actor actor, String id) {
        var ids = store.read(tx -> ProposalRows.in(tx).needs(id));
        var seen = new ArrayList<NeedsFace.Said>();
        for (var need : ids) {
            try {
                seen.addAll(needs.said(actor, List.of(need)));
            } catch (Refusal e) {
                // another department's: it counts, and is not shown
            }
        }
        return seen;
    }

    int count(String id) {
        return store.read(tx -> ProposalRows.in(tx).needs(id)).size();
    }

    /** What the asker of a need reads of the proposals that answer it. */
    List<Text> told(String need) {
        return store.read(tx -> ProposalRows.in(tx).of(need)).stream()
                .map(p -> switch (p.state()) {
                    case OPEN ->
                        new Text(
                                "您的诉求已与他人的一起列入规则修改建议：“" + p.title() + "”，尚待决定。",
                                "Your need and those of others are part of a proposal to change a rule: “" + p.title()
                                        + "”, not decided yet.");
                    case ADOPTED ->
                        new Text(
                                "规则修改建议“" + p.title() + "”已采纳：" + p.decision(),
                                "The proposal to change a rule, “" + p.title() + "”, was adopted: " + p.decision());
                    case DROPPED ->
                        new Text(
                                "规则修改建议“" + p.title() + "”未采纳：" + p.decision(),
                                "The proposal to change a rule, “" + p.title() + "”, was not adopted: " + p.decision());
                })
                .collect(Collectors.toList());
    }
}
