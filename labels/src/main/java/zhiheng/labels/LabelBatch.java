package zhiheng.labels;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.labels.label.ContentLabel;

/**
 * Labels many files on all cores. Each keeps the promise of {@link Labels#write}: whole under its name or not at all,
 * the original untouched, on the disk when its outcome is told. The waiting for the disk is shared: a worker writes a
 * group of files, has them synced at once so that one commit of the file system's journal serves many, renames them, and
 * then syncs each folder once. Memory does not grow with the number of files.
 */
public final class LabelBatch {
    private static final int GROUP = 64;
    /** How many files wait for the disk at once; enough that a journal commit is shared, few enough for any machine. */
    private static final int SYNCS = 16;

    private final Labels labels;
    private final int threads;
    private final boolean synced;

    /** One file to label. */
    public record Job(Path in, Path out, ContentLabel label) {}

    /** How it went. */
    public sealed interface Outcome {
        Job job();

        record Done(Job job, Labels.Written written) implements Outcome {}

        /** The target is as it was before. */
        record Failed(Job job, Text reason) implements Outcome {}
    }

    /** As many threads as there are cores, every file synced. */
    public LabelBatch(Labels labels) {
        this(labels, Runtime.getRuntime().availableProcessors(), true);
    }

    /** @param synced false for files that can be made again: after a power failure the newest may be missing or empty */
    public LabelBatch(Labels labels, int threads, boolean synced) {
        this.labels = labels;
        this.threads = threads;
        this.synced = synced;
    }

    /**
     * Runs all jobs and returns when the last is told.
     *
     * @param jobs asked for one at a time, from changing threads but never from two at once
     * @param told likewise called by one thread at a time, in the order in which groups end
     */
    public void run(Iterator<Job> jobs, Consumer<Outcome> told) throws InterruptedException {
        try (ExecutorService workers = Executors.newFixedThreadPool(threads);
                ExecutorService syncs = Executors.newFixedThreadPool(SYNCS)) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < threads; i++) {
                running.add(workers.submit(() -> work(jobs, told, syncs)));
            }
            for (Future<?> worker : running) {
                try {
                    worker.get();
                } catch (ExecutionException e) { // the caller's iterator or consumer threw
                    workers.shutdownNow();
                    throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
                }
            }
        }
    }

    private void work(Iterator<Job> jobs, Consumer<Outcome> told, ExecutorService syncs) {
        while (!Thread.currentThread().isInterrupted()) {
            List<Job> group = next(jobs);
            if (group.isEmpty()) {
                return;
            }
            List<Outcome> outcomes = finish(group, syncs);
            synchronized (told) {
                outcomes.forEach(told);
            }
        }
    }

    private static List<Job> next(Iterator<Job> jobs) {
        synchronized (jobs) {
            var group = new ArrayList<Job>(GROUP);
            while (group.size() < GROUP && jobs.hasNext()) {
                group.add(jobs.next());
            }
            return group;
        }
    }

    /** One job and how far it has come. */
    private static final class Task {
        final Job job;

        @Nullable
        Draft draft;

        @Nullable
        Future<?> sync;

        @Nullable
        Text trouble;

        Task(Job job) {
            this.job = job;
        }

        void fail(LabelException e) {
            trouble = e.reason();
        }

        Outcome outcome() {
            return draft == null || trouble != null
                    ? new Outcome.Failed(job, trouble == null ? new Text("未写入", "not written") : trouble)
                    : new Outcome.Done(job, draft.written());
        }
    }

    private List<Outcome> finish(List<Job> group, ExecutorService syncs) {
        List<Task> tasks = group.stream().map(Task::new).toList();
        try {
            tasks.forEach(task -> draft(task, syncs));
            tasks.forEach(LabelBatch::publish);
            if (synced) {
                syncFolders(tasks);
            }
        } finally {
            for (Task task : tasks) {
                if (task.draft != null) {
                    task.draft.close();
                }
            }
        }
        return tasks.stream().map(Task::outcome).toList();
    }

    private void draft(Task task, ExecutorService syncs) {
        try {
            Draft draft = labels.draft(task.job.in(), task.job.out(), task.job.label());
            task.draft = draft;
            if (synced) {
                task.sync = syncs.submit(() -> {
                    draft.sync();
                    return draft;
                });
            }
        } catch (LabelException e) {
            task.fail(e);
        } catch (IllegalArgumentException e) { // the label itself cannot be written
            String why = String.valueOf(e.getMessage());
            task.trouble = new Text(why, why);
        }
    }

    private static void publish(Task task) {
        if (task.draft == null) {
            return;
        }
        try {
            if (task.sync != null) {
                task.sync.get();
            }
            task.draft.publish();
        } catch (IOException e) {
            task.fail(Labels.unwritable(task.job.in(), e));
        } catch (ExecutionException e) {
            task.fail(Labels.unwritable(task.job.in(), new IOException(e.getCause())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            task.trouble = new Text("已中断", "interrupted");
        }
    }

    private static void syncFolders(List<Task> tasks) {
        Map<Path, List<Task>> byFolder = new LinkedHashMap<>();
        for (Task task : tasks) {
            if (task.draft != null && task.trouble == null) {
                Path folder = task.job.out().toAbsolutePath().normalize().getParent();
                if (folder != null) {
                    byFolder.computeIfAbsent(folder, f -> new ArrayList<>()).add(task);
                }
            }
        }
        byFolder.forEach((folder, there) -> {
            try {
                Draft.syncFolder(there.getFirst().job.out());
            } catch (IOException e) {
                there.forEach(task -> task.fail(Labels.unwritable(task.job.in(), e)));
            }
        });
    }
}
