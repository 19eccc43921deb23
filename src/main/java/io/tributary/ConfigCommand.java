package io.tributary;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code config print|reference}: what is configured, and what can be. */
@Command(name = "config", description = "What is configured, and what can be.", mixinStandardHelpOptions = true)
final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Name what to do: config print or config reference");
    }

    @Command(
            name = "print",
            description = "The effective configuration as YAML, each value with where it comes from.",
            mixinStandardHelpOptions = true)
    void print(@Mixin ConfigurationOptions options) {
        put(options.file().effective());
    }

    @Command(
            name = "reference",
            description = "The reference of all keys, as Markdown.",
            mixinStandardHelpOptions = true)
    void reference() {
        put(ConfigurationFile.reference());
    }

    private void put(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }
}
