package zhiheng.server.rooms.amendments;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.packs.Crosswalk;
import zhiheng.packs.FolderLook;
import zhiheng.packs.LegalDays;
import zhiheng.packs.LibraryText;
import zhiheng.packs.PackException;
import zhiheng.packs.PackLibrary;

/**
 * Follows the folder of the packs and the days of the laws while the server runs. A changed folder is read when two looks, one after
 * the other, see it alike, so that what somebody has half saved does not become law; who says that all is there need not wait for
 * the second. What cannot be read is said, and the packs of before hold on.
 */
final class LawWatch {
    /** What a look at the folder came to. */
    enum Look {
        /** As it was when it was last read. */
        SAME,
        /** Another, and perhaps not all of it yet. */
        SETTLING,
        /** Another, and read: from now on it holds. */
        READ,
        /** Another that cannot be read; {@link #trouble} says why. */
        REFUSED
    }

    private final Path folder;
    private final PackLibrary library;
    private final Telling telling;
    private final Clock clock;
    /** How the folder looked when it was last read; null before. */
    private @Nullable FolderLook read;

    /** Whether what was read then holds now. */
    private boolean holds;

    private @Nullable FolderLook settling;
    private @Nullable LegalDays days;
    private volatile Optional<Text> trouble = Optional.empty();
    private volatile boolean toTell = true;

    /** @param library what the server answers by, and what becomes another here */
    LawWatch(Path folder, PackLibrary library, Telling telling, Clock clock) {
        this.folder = folder;
        this.library = library;
        this.telling = telling;
        this.clock = clock;
    }

    /** The first look: what the library was read from is what holds, unless it was saved anew meanwhile. */
    synchronized void begin() {
        var look = FolderLook.at(folder);
        var text = LibraryText.of(folder);
        telling.days();
        if (telling.isOurs(text)) {
            telling.begin(text);
            read = look;
            holds = true;
        }
    }

    /** @param complete whether somebody says that the folder is all there */
    synchronized Look look(boolean complete) {
        var today = library.days(clock.instant(), clock.getZone());
        if (!today.equals(days)) {
            if (telling.days()) {
                toTell = true;
            }
            days = today;
        }
        try {
            return compare(FolderLook.at(folder), complete);
        } catch (UncheckedIOException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private Look compare(FolderLook now, boolean complete) {
        if (now.equals(read)) {
            settling = null;
            if (!holds) {
                return Look.REFUSED;
            }
            trouble = Optional.empty();
            return Look.SAME;
        }
        if (!complete && !now.equals(settling)) {
            settling = now;
            return Look.SETTLING;
        }
        settling = null;
        try {
            var text = LibraryText.of(folder);
            var became = text.library();
            Crosswalk.of(became, folder); // its lines name duties
            if (!FolderLook.at(folder).equals(now)) {
                return Look.SETTLING;
            }
            if (telling.begin(text)) {
                toTell = true;
            }
            library.become(became);
            read = now;
            holds = true;
            trouble = Optional.empty();
            return Look.READ;
        } catch (PackException e) {
            read = now;
            holds = false;
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private Look refused(String why) {
        trouble = Optional.of(new Text(
                "规则包目录已改动，但无法读取，仍按原来的规则包：" + why,
                "The folder of the packs was changed and cannot be read; the packs of before hold on: " + why));
        return Look.REFUSED;
    }

    /** Tells of all that was found. Not for several threads at once. Returns how many notices it made. */
    int tell() {
        if (!toTell) {
            return 0;
        }
        toTell = false;
        try {
            return telling.finish();
        } catch (RuntimeException e) {
            toTell = true;
            throw e;
        }
    }

    /** Why the folder as it is does not hold; empty where it does. */
    Optional<Text> trouble() {
        return trouble;
    }
}
