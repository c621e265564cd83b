package zhiheng.server.ground.http;

import java.util.List;
import java.util.function.Function;
import zhiheng.base.Page;

/** Pages of a list that is in memory anyway; the cursor is the id of the page's last item. */
public final class Paging {
    private Paging() {}

    public static <T> Page<T> page(List<T> all, Function<T, String> id, Call call) {
        var cursor = call.query("cursor");
        var from = 0;
        if (cursor != null) {
            var ids = all.stream().map(id).toList();
            from = ids.indexOf(cursor) + 1;
            if (from == 0) {
                throw Problem.badRequest(
                        "翻页标记无效，请从第一页重新开始。", "The page cursor is not valid; start at the first page again.");
            }
        }
        var to = Math.min(all.size(), from + call.limit());
        var items = all.subList(from, to);
        return new Page<>(items, to < all.size() ? id.apply(items.getLast()) : null);
    }
}
