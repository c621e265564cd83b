package zhiheng.server.rooms.effect;

import java.util.List;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;

/** The page and the command that judge whether a measure changed an indicator. Nothing is kept. */
public final class EffectFeature implements Capability {
    @Override
    public boolean words() {
        return true;
    }

    @Override
    public List<Nav> nav() {
        return List.of(
                Nav.to("effect").in(Nav.Group.POLICIES), Nav.to("results").in(Nav.Group.POLICIES));
    }

    @Override
    public void pages(Pages pages) {
        new EffectPages(pages.desk()).mount(pages.router());
        new ResultsPages(pages.desk()).mount(pages.router());
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(EffectCommand.class);
    }
}
