package zhiheng.server.rooms.amendments;

import static zhiheng.server.ground.http.JsonOut.map;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.office.acts.Json;
import zhiheng.packs.DutyNews;

/** What is new about duties, as it is stored and as REST gives it. */
final class NewsJson {
    private NewsJson() {}

    static List<Map<String, Object>> of(List<DutyNews> news) {
        return news.stream().map(NewsJson::of).toList();
    }

    private static Map<String, Object> of(DutyNews n) {
        return map(
                "pack", n.pack(),
                "duty", n.duty(),
                "how", n.how().name().toLowerCase(Locale.ROOT),
                "title", map("zh", n.title().zh(), "en", n.title().en()),
                "article", n.article(),
                "what", n.what(),
                "from", n.from().toString());
    }

    static String write(List<DutyNews> news) {
        return Json.write(Map.of("news", of(news)));
    }

    static List<DutyNews> read(String json) {
        return list(Json.readMap(json), "news").stream()
                .map(item -> (Map<?, ?>) item)
                .map(m -> new DutyNews(
                        text(m, "pack"),
                        text(m, "duty"),
                        DutyNews.How.valueOf(text(m, "how").toUpperCase(Locale.ROOT)),
                        title(m.get("title")),
                        text(m, "article"),
                        list(m, "what").stream().map(String::valueOf).toList(),
                        LocalDate.parse(text(m, "from"))))
                .toList();
    }

    static List<String> names(String json) {
        return list(Json.readMap(json), "packs").stream().map(String::valueOf).toList();
    }

    static String names(List<String> packs) {
        return Json.write(Map.of("packs", packs));
    }

    private static Text title(@Nullable Object title) {
        return title instanceof Map<?, ?> both ? new Text(text(both, "zh"), text(both, "en")) : new Text("", "");
    }

    private static String text(Map<?, ?> map, String key) {
        return String.valueOf(map.get(key));
    }

    private static List<?> list(Map<?, ?> map, String key) {
        return map.get(key) instanceof List<?> list ? list : List.of();
    }
}
