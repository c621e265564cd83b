package zhiheng.server.rooms.duties;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.dossier.Dossier;
import zhiheng.office.duties.TrackedDuty;
import zhiheng.office.registry.DutyState;
import zhiheng.packs.LegalDays;
import zhiheng.packs.Nature;
import zhiheng.server.ground.identity.Person;
import zhiheng.server.ground.page.Owed;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.dossier.DutyWords;

/**
 * What a file would change: each line that names a duty by its address, with the columns state, owner, person and reason, in either
 * language. Nothing is written here; a line that would be refused is told with its column and why.
 */
final class DutyImport {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:https?://[^/]+)?/systems/([0-9a-zA-Z]+)/duties/([^/?#]+)");
    private static final List<String> COLUMNS = List.of("address", "state", "owner", "assignee", "reason");

    /** One duty as the file wants it. */
    record Wanted(
            long line,
            String system,
            String name,
            TrackedDuty duty,
            DutyState state,
            String owner,
            String assignee,
            String who,
            String reason) {}

    record Refused(long line, String column, String why) {}

    final List<Wanted> wanted = new ArrayList<>();
    final List<Refused> refused = new ArrayList<>();
    int same;

    private final Site site;
    private final Visit visit;
    private final LegalDays today;
    private final List<Owed> owed;
    private final Map<String, Dossier> dossiers = new HashMap<>();
    private final Map<String, DutyState> words = new HashMap<>();
    private final Map<String, Integer> columns = new HashMap<>();
    private final Map<String, Long> seen = new HashMap<>();

    DutyImport(Site site, Visit visit, List<SheetReader.Line> lines) {
        this.site = site;
        this.visit = visit;
        this.today = site.office().days();
        this.owed = site.owed(visit.actor(), DutiesPages.EVER);
        for (var language : List.of("zh", "en")) {
            var book = site.book().in(language);
            for (var nature : Nature.values()) {
                for (var state : DutyState.values()) {
                    words.put(key(DutyWords.state(book, nature, state, state).word()), state);
                }
            }
            words.put(key(book.t("state.OVERDUE.unassessed")), DutyState.OVERDUE);
        }
        if (lines.isEmpty()) {
            throw Refusal.invalid("文件是空的。", "The file is empty.").at("file");
        }
        heads(lines.getFirst());
        lines.subList(1, lines.size()).forEach(this::line);
    }

    private static String key(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private void heads(SheetReader.Line line) {
        for (var column : COLUMNS) {
            for (var language : List.of("zh", "en")) {
                var word = key(site.book().in(language).t("column." + column));
                for (int c = 0; c < line.cells().size(); c++) {
                    if (key(line.cell(c)).equals(word)) {
                        columns.putIfAbsent(column, c);
                    }
                }
            }
        }
        if (!columns.containsKey("address")) {
            throw Refusal.invalid(
                            "第一行须有“地址”一列，与导出的文件相同。",
                            "The first line needs a column 'Address', as exported files have it.")
                    .at("file");
        }
    }

    private String cell(SheetReader.Line line, String column) {
        return line.cell(columns.getOrDefault(column, -1));
    }

    /**
     * Whether a line is of something owed beside the duties, as exported files have it. It stands as it is.
     *
     * @throws Refusal where the line would change it: that is done on its own page
     */
    private boolean settledElsewhere(SheetReader.Line line) {
        var address = cell(line, "address").replaceFirst("^https?://[^/]+", "");
        var there = owed.stream().filter(o -> o.href().equals(address)).toList();
        if (there.isEmpty()) {
            return false;
        }
        var state = words.get(key(cell(line, "state")));
        var owner = cell(line, "owner");
        if (state != DutyState.IN_PROGRESS && state != DutyState.OVERDUE
                || there.stream().noneMatch(o -> o.owner().equals(owner))) {
            throw Refusal.invalid(
                    "此项在其页面凭证据文件关闭，不能由文件更改。",
                    "This is closed on its own page, with a file that proves it; a file of duties does not change it.");
        }
        return true;
    }

    private void line(SheetReader.Line line) {
        var column = "address";
        try {
            if (line.formula() >= 0) {
                throw Refusal.invalid(
                        "含有公式，公式不予计算。请粘贴为数值。", "It holds a formula, which is not calculated; paste the value.");
            }
            if (settledElsewhere(line)) {
                same++;
                return;
            }
            var address = ADDRESS.matcher(cell(line, "address"));
            if (!address.matches()) {
                throw Refusal.invalid("不是义务的地址。", "It is no address of a duty.");
            }
            var dossier = dossiers.computeIfAbsent(
                    address.group(1), id -> site.office().dossiers().of(visit.actor(), id, today));
            var duty = dossier.duties().stream()
                    .filter(d -> d.duty().id().equals(address.group(2)))
                    .findFirst()
                    .orElseThrow(() -> Refusal.invalid("该系统没有此项义务。", "The system has no such duty."));
            var before = seen.putIfAbsent(address.group(1) + " " + address.group(2), line.number());
            if (before != null) {
                throw Refusal.invalid("与第 " + before + " 行是同一义务。", "The same duty as in line " + before + ".");
            }
            column = "state";
            var state = state(line, duty);
            column = "assignee";
            var person = person(line, dossier.system().orgId());
            column = "owner";
            var owner = columns.containsKey("owner") ? cell(line, "owner") : duty.owner();
            var assignee = person == null ? duty.assignee() : person.isEmpty() ? "" : person;
            var reason = cell(line, "reason").isEmpty() ? duty.reason() : cell(line, "reason");
            if (state == duty.standing()
                    && owner.equals(duty.owner())
                    && assignee.equals(duty.assignee())
                    && reason.equals(duty.reason())) {
                same++;
                return;
            }
            column = "state";
            site.office()
                    .duties()
                    .check(visit.actor(), dossier.system().id(), duty.duty().id(), state, owner, reason);
            wanted.add(new Wanted(
                    line.number(),
                    dossier.system().id(),
                    dossier.system().name(),
                    duty,
                    state,
                    owner,
                    assignee,
                    (site.people(visit).getOrDefault(assignee, "") + " " + owner).strip(),
                    reason));
        } catch (Refusal e) {
            var named = line.formula() >= 0 ? line.formula() : columns.getOrDefault(column, -1);
            refused.add(new Refused(
                    line.number(),
                    named < 0 ? "" : visit.words.t("column." + column) + " (" + letter(named) + ")",
                    visit.words.t(e.text())));
        }
    }

    private static String letter(int column) {
        return org.apache.poi.ss.util.CellReference.convertNumToColString(column);
    }

    /** What is overdue or left empty stays as it stands. */
    private DutyState state(SheetReader.Line line, TrackedDuty duty) {
        var typed = cell(line, "state");
        if (typed.isEmpty()) {
            return duty.standing();
        }
        var state = words.get(key(typed));
        if (state == null) {
            throw Refusal.invalid("没有这种状态：" + typed, "There is no such state: " + typed);
        }
        return state == DutyState.OVERDUE ? duty.standing() : state;
    }

    /** Null where the file does not say; by login or by a name that one person alone has. */
    private @Nullable String person(SheetReader.Line line, String org) {
        if (!columns.containsKey("assignee")) {
            return null;
        }
        var typed = cell(line, "assignee");
        if (typed.isEmpty()) {
            return "";
        }
        var people = site.identity().assignable(visit.actor(), org);
        var found = people.stream()
                .filter(p -> p.login().equalsIgnoreCase(typed) || p.name().equals(typed))
                .map(Person::id)
                .distinct()
                .toList();
        if (found.size() != 1) {
            throw Refusal.invalid(
                    found.isEmpty() ? "该组织没有此人：" + typed : "有多人叫此名，请写登录名：" + typed,
                    found.isEmpty()
                            ? "Nobody of that organisation is called " + typed
                            : "Several are called " + typed + "; write the login");
        }
        return found.getFirst();
    }
}
