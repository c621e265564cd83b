package zhiheng.server.rooms.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Needed;
import zhiheng.cases.Bpmn;
import zhiheng.cases.Procedures;
import zhiheng.packs.PackLibrary;
import zhiheng.server.testing.Browser;

/** Every shipped procedure in bpmn-js, the editor that people know, in a real browser. */
class BpmnJsTest {
    private static final Path SCRIPT = Path.of("src/test/node/node_modules/bpmn-js/dist/bpmn-viewer.development.js");
    /** What was imported, what was warned of, and which elements have no picture or no extent. */
    private static final String OPEN = """
        const done = arguments[arguments.length - 1];
        const viewer = new BpmnJS({container: '#canvas'});
        viewer.importXML(arguments[0]).then(({warnings}) => {
          const bad = [], ids = [];
          viewer.get('elementRegistry').forEach((element, gfx) => {
            if (element.type === 'label' || !element.parent) return;
            ids.push(element.id);
            const box = gfx.getBBox();
            if (!gfx.querySelector('.djs-visual > *') || box.width + box.height <= 0) bad.push(element.id);
          });
          const moddle = viewer.getDefinitions().rootElements.flatMap(p => p.flowElements || []).map(e => e.id);
          viewer.destroy();
          done([warnings.map(w => w.message), bad, moddle.filter(id => !ids.includes(id)), ids]);
        }, failure => done([[String(failure)], [], [], []]));
        """;

    @TempDir
    Path folder;

    @Test
    void every_shipped_procedure_opens_without_a_warning_and_each_element_has_a_drawn_shape() throws Exception {
        Needed.that(Browser.installed() && Files.exists(SCRIPT), "a browser or bpmn-js is not there");
        var packs = Path.of("../packs");
        var library = PackLibrary.load(packs.resolve("library"));
        var procedures = Procedures.load(
                List.of(packs.resolve("library"), packs.resolve("incidents"), packs.resolve("procedures")),
                library::calendar);
        var page = Files.writeString(
                folder.resolve("canvas.html"),
                "<!doctype html><title>bpmn</title><div id=canvas style='width:1200px;height:800px'></div><script src='"
                        + SCRIPT.toUri() + "'></script>");
        assertThat(procedures.all()).hasSizeGreaterThan(5);
        try (var browser = new Browser("", folder.resolve("profile"), "en")) {
            browser.openFile(page);
            for (var procedure : procedures.all()) {
                for (var language : List.of("zh", "en")) {
                    var seen = (List<?>) browser.later(OPEN, Bpmn.xml(procedure, language));
                    assertThat(seen.subList(0, 3))
                            .as(procedure.id() + ": warnings, without a shape, not on the canvas")
                            .isEqualTo(List.of(List.of(), List.of(), List.of()));
                    assertThat((List<?>) seen.get(3))
                            .hasSizeGreaterThan(procedure.stages().size())
                            .allSatisfy(id -> assertThat(String.valueOf(id)).matches("[A-Za-z_][A-Za-z0-9_]*"));
                }
            }
        }
    }
}
