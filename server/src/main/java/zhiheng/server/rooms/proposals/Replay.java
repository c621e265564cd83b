package zhiheng.server.rooms.proposals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.OfficeStore;
import zhiheng.packs.DraftLibrary;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.WhatIf;
import zhiheng.server.rooms.guide.GuideFeature;
import zhiheng.server.rooms.traffic.InteractionRows;

/** Replays a draft over the registry, or over what enterprises answered. The packs themselves are never changed. */
final class Replay {
    /** More than these take the time of a page; {@code ./zhiheng packs whatif} has no such limit. */
    static final int MOST = 20_000;

    /** As many calls, over as many days, for the same reason. */
    static final int MOST_CALLS = 1_000_000;

    static final int MOST_DAYS = 366;
    private static final List<String> BESIDE = List.of("pack.yaml", "facts.yaml", "measures.yaml");

    private final OfficeStore store;
    private final GuideFeature guides;
    private final InteractionRows calls;
    private final Path law;
    private final Path policies;

    Replay(OfficeStore store, GuideFeature guides, InteractionRows calls, Path law, Path policies) {
        this.store = store;
        this.guides = guides;
        this.calls = calls;
        this.law = law;
        this.policies = policies;
    }

    private Path library(Proposal.Over over) {
        return over == Proposal.Over.LAW ? law : policies;
    }

    /** The packs that a proposal may change, by id. */
    List<String> packs(Proposal.Over over) {
        var library = library(over);
        return Files.isDirectory(library)
                ? DraftLibrary.folders(library).keySet().stream().toList()
                : List.of();
    }

    /** The rules of a pack as they are now. */
    String rules(Proposal.Over over, String pack) {
        try {
            return Files.readString(folder(over, pack).resolve("rules.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder(Proposal.Over over, String pack) {
        var folder =
                packs(over).contains(pack) ? DraftLibrary.folders(library(over)).get(pack) : null;
        if (folder == null) {
            throw Refusal.invalid("请选择规则包。", "Choose a pack.");
        }
        return folder;
    }

    /**
     * What a replay finds, as JSON has it.
     *
     * @param period of the calls that are replayed too; null for none
     */
    Map<String, Object> of(Proposal p, LocalDate day, TrafficReplay.@Nullable Period period) {
        var library = library(p.over());
        var now = PackLibrary.load(library);
        var then = drafted(p, library);
        var replay = new WhatIf(now, then, day);
        each(p.over(), (name, facts) -> replay.replay(name, facts));
        var json = json(replay.report());
        if (period != null) {
            json.put("calls", CallsReport.json(new TrafficReplay(store, calls, now, then).of(period)));
        }
        return json;
    }

    /** Refuses a time that this draft cannot be replayed over on a page. */
    void mayReplay(Proposal p, TrafficReplay.@Nullable Period period) {
        if (period == null) {
            return;
        }
        if (p.over() != Proposal.Over.LAW) {
            throw Refusal.invalid("只有法律的草案可在调用上重放。", "Only a draft of law is replayed over calls.");
        }
        if (period.to().isBefore(period.from())
                || period.from().plusDays(MOST_DAYS).isBefore(period.to())) {
            throw Refusal.invalid(
                    "起止日期须有先后，且不超过 " + MOST_DAYS + " 天。",
                    "The last day is not before the first, and not more than " + MOST_DAYS + " days after it.");
        }
        if (calls.moreThan(MOST_CALLS, period.begin(), period.end())) {
            throw Refusal.invalid(
                    "这段时间的调用超过 " + MOST_CALLS + " 次，请缩短时间，或用命令 ./zhiheng packs whatif 重放。",
                    "There are more than " + MOST_CALLS
                            + " calls in that time; take a shorter one, or use the command ./zhiheng packs whatif.");
        }
    }

    /** What is wrong with a draft is told as of the pack's own rules, with the line. */
    private PackLibrary drafted(Proposal p, Path library) {
        Path draft = null;
        try {
            draft = Files.createTempDirectory("zhiheng-proposal");
            var from = folder(p.over(), p.pack());
            for (var name : BESIDE) {
                if (Files.isRegularFile(from.resolve(name))) {
                    Files.copy(from.resolve(name), draft.resolve(name));
                }
            }
            Files.writeString(draft.resolve("rules.yaml"), p.rules());
            return DraftLibrary.read(library, draft);
        } catch (PackException e) {
            var said = String.valueOf(e.getMessage());
            var named = draft == null ? said : said.replace(draft.toString(), p.pack());
            throw Refusal.invalid("草案有误：" + named, "The draft is wrong: " + named);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (draft != null) {
                DraftLibrary.delete(draft);
            }
        }
    }

    private void each(Proposal.Over over, BiConsumer<String, Map<String, Object>> replayed) {
        if (over == Proposal.Over.POLICIES) {
            var profiles = guides.profiles(MOST + 1);
            few(profiles.size());
            profiles.forEach(replayed);
            return;
        }
        var seen = new AtomicInteger();
        store.eachSystem(s -> {
            few(seen.incrementAndGet());
            replayed.accept(s.id(), s.facts());
        });
    }

    private static void few(int seen) {
        if (seen > MOST) {
            throw Refusal.invalid(
                    "登记数超过 " + MOST + "，请用命令 ./zhiheng packs whatif 重放。",
                    "There are more than " + MOST + " to replay; use the command ./zhiheng packs whatif.");
        }
    }

    /** The report as JSON has it; ids of systems and enterprises stay out, since more people read a proposal than the registry. */
    private static Map<String, Object> json(WhatIf.Report report) {
        var json = new LinkedHashMap<String, Object>();
        json.put("asOf", report.asOf().toString());
        json.put("seen", report.seen());
        json.put("differ", report.differ());
        json.put("unread", report.unread().size());
        json.put(
                "effects",
                report.effects().stream()
                        .map(m -> {
                            var one = new LinkedHashMap<String, Object>();
                            one.put("change", m.effect().change().name());
                            one.put("pack", m.effect().pack());
                            one.put("what", m.effect().what());
                            one.put("all", m.all());
                            one.put("bySize", m.bySize());
                            one.put("bySector", m.bySector());
                            return one;
                        })
                        .toList());
        return json;
    }
}
