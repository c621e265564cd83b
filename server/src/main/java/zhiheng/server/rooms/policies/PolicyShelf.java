package zhiheng.server.rooms.policies;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.policy.Catalogue;
import zhiheng.office.policy.Guides;
import zhiheng.office.policy.Measure;

/** Finds measures: first by what is chosen, then by what is typed. */
record PolicyShelf(@Nullable Guides maybe, @Nullable PolicySearch search, OfficeTime time) {
    boolean installed() {
        return maybe != null;
    }

    Guides guides() {
        if (maybe == null) {
            throw Refusal.notFound(
                    "没有安装政策包（packs/policies）。", "No packs of policies are installed beside the library (policies).");
        }
        return maybe;
    }

    Catalogue catalogue() {
        return new Catalogue(guides());
    }

    LocalDate today() {
        return time.today();
    }

    boolean byMeaning() {
        return search != null && search.byMeaning();
    }

    List<PolicySearch.Hit> find(PolicyQuery query) {
        var chosen = catalogue().find(query.query());
        if (query.text().isEmpty()) {
            return chosen.stream().map(m -> new PolicySearch.Hit(m, 0)).toList();
        }
        var ids = chosen.stream().map(Measure::id).collect(Collectors.toSet());
        return Objects.requireNonNull(search).find(query.text()).stream()
                .filter(h -> ids.contains(h.measure().id()))
                .toList();
    }
}
