package zhiheng.server.rooms.documents;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Found;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;

/** The evidence library. Its rows are written by the registry, with the evidence. */
public final class DocumentsFeature implements Capability {
    private @Nullable Documents documents;

    @Override
    public Set<String> uses() {
        return Set.of("dossier");
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        documents = new Documents(new DocumentRows(house.db()), house.office());
    }

    public Documents documents() {
        return Objects.requireNonNull(documents, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return new DocumentsApi(documents()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new DocumentsPages(pages.site(), pages.desk(), documents()).mount(pages.router());
    }

    /** By a word of their titles. */
    @Override
    public List<Found.Source> finds() {
        return List.of((visit, text, most) -> {
            var filter = DocumentFilter.of(key -> key.equals("q") ? text : null);
            var page = documents().list(visit.actor(), filter, null, most);
            return new Found(
                    visit.words.t("nav.documents"),
                    page.items().stream()
                            .map(d -> new Found.Hit(d.title(), "", "/documents/" + d.id()))
                            .toList(),
                    page.next() == null ? "" : "/documents" + filter.address());
        });
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("documents").in(Nav.Group.PROOF));
    }
}
