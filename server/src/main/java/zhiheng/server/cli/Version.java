package zhiheng.server.cli;

import picocli.CommandLine.IVersionProvider;
import zhiheng.server.ground.Release;

/** What {@code --version} says. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"zhiheng " + Release.number()};
    }
}
