package zhiheng.server.rooms.proposals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import zhiheng.base.Refusal;
import zhiheng.office.OfficeStore;
import zhiheng.packs.DraftLibrary;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;
import zhiheng.packs.WhatIf;
import zhiheng.server.rooms.guide.GuideFeature;

/** Replays a draft over the registry, or over what enterprises answered. The packs themselves are never changed. */
final class Replay {
    /** More than these take the time of a page; {@code ./zhiheng packs whatif} has no such limit. */
    static final int MOST = 20_000;

    private static final int BATCH = 500;
    private static final List<String> BESIDE = List.of("pack.yaml", "facts.yaml", "measures.yaml");

    private final OfficeStore store;
    private final GuideFeature guides;
    private final Path law;
    private final Path policies;

    Replay(OfficeStore store, GuideFeature guides, Path law, Path policies) {
        this.store = store;
        this.guides = guides;
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

    WhatIf.Report of(Proposal p, LocalDate day) {
        var library = library(p.over());
        var then = drafted(p, library);
        var replay = new WhatIf(PackLibrary.load(library), then, day);
        each(p.over(), (name, facts) -> replay.replay(name, facts));
        return replay.report();
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
        var last = "";
        int seen = 0;
        while (true) {
            var after = last;
            var batch = store.read(tx -> store.in(tx).systemsAfter(after, null, BATCH));
            seen += batch.size();
            few(seen);
            batch.forEach(s -> replayed.accept(s.id(), s.facts()));
            if (batch.size() < BATCH) {
                return;
            }
            last = batch.getLast().id();
        }
    }

    private static void few(int seen) {
        if (seen > MOST) {
            throw Refusal.invalid(
                    "登记数超过 " + MOST + "，请用命令 ./zhiheng packs whatif 重放。",
                    "There are more than " + MOST + " to replay; use the command ./zhiheng packs whatif.");
        }
    }

    /** The report as JSON has it; ids of systems and enterprises stay out, since more people read a proposal than the registry. */
    static Map<String, Object> json(WhatIf.Report report) {
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
