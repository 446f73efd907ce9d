package org.mailiwf.sip.engine;

import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that a test moves. */
final class ManualTimers implements Timers {

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong(Task::due));
    private long now;

    @Override
    public Cancellable schedule(Runnable task, long delayMillis) {
        Task entry = new Task(now + delayMillis, task);
        tasks.add(entry);
        return () -> tasks.remove(entry);
    }

    void advanceTo(long time) {
        while (!tasks.isEmpty() && tasks.peek().due() <= time) {
            Task task = tasks.poll();
            now = task.due();
            task.task().run();
        }
        now = time;
    }

    long now() {
        return now;
    }

    boolean isIdle() {
        return tasks.isEmpty();
    }

    private record Task(long due, Runnable task) {
    }
}
