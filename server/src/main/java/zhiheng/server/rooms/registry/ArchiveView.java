package zhiheng.server.rooms.registry;

import java.util.List;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;

/**
 * Putting a system aside, or taking it back.
 *
 * @param since when it was put aside; "" for one in use
 * @param others systems that it may be a duplicate of
 */
public record ArchiveView(String name, String href, String version, String since, List<Choice> others, Form form) {}
