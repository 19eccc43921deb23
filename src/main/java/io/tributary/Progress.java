package io.tributary;

import java.io.Console;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on stderr if that is a terminal, else nothing. */
final class Progress implements AutoCloseable {
    private static final int UPDATE_MS = 250;
    private static final int STEP = 256;

    private final @Nullable ProgressBar bar;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /**
     * @param total the steps to come, or -1 if that is not known
     */
    static Progress of(String task, long total) {
        if (!isTerminal()) {
            return new Progress(null);
        }
        return new Progress(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(" rows", 1)
                .setUpdateIntervalMillis(UPDATE_MS)
                .setStyle(
                        System.getenv("NO_COLOR") == null
                                ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
                                : ProgressBarStyle.ASCII)
                .showSpeed()
                .build());
    }

    /* From Java 22 on there is always a console, and it says itself whether it is a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** So many steps are done. */
    void at(long step) {
        if (bar != null && step % STEP == 0) {
            bar.stepTo(step);
        }
    }

    /** So many steps are done, and this is the news. */
    void at(long step, Supplier<String> news) {
        if (bar != null) {
            bar.stepTo(step);
            bar.setExtraMessage(" " + news.get());
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
