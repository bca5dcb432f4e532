package org.quoin.ledger.testkit.bench;

import java.nio.file.Path;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A part of the ledger alone on one thread, measured by JMH in a process of its own. Unless a part says otherwise, the
 * baseline is how often the machine hashes 64 bytes with SHA-256, so that ratios of different machines can be compared.
 */
public abstract sealed class Micro implements Benchmark {
    private static final String BASELINE = "hash";

    private final String method;
    private final String unit;

    private Micro(String method, String unit) {
        this.method = method;
        this.unit = unit;
    }

    @Override
    public String name() {
        return method;
    }

    @Override
    public Figures run(Path directory) throws RunnerException {
        return new Figures(measure(method), unit, baseline());
    }

    double baseline() throws RunnerException {
        return measure(BASELINE);
    }

    private static double measure(String method) throws RunnerException {
        Options options = new OptionsBuilder()
                .include("^" + MicroBenchmarks.class.getName().replace(".", "\\.") + "\\." + method + "$")
                .forks(1)
                .jvmArgsAppend(Bench.virtualMachine("3g").toArray(String[]::new))
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(2))
                .verbosity(VerboseMode.SILENT)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        return results.iterator().next().getPrimaryResult().getScore();
    }

    /** Bytes become a transaction. */
    public static final class Decode extends Micro {
        public Decode() {
            super("decode", "transactions decoded/s");
        }
    }

    public static final class VerifyEd25519 extends Micro {
        public VerifyEd25519() {
            super("ed25519", "Ed25519 signatures verified/s");
        }
    }

    public static final class VerifySecp256k1 extends Micro {
        public VerifySecp256k1() {
            super("secp256k1", "secp256k1 signatures verified/s");
        }
    }

    public static final class VerifyP256 extends Micro {
        public VerifyP256() {
            super("p256", "P-256 signatures verified/s");
        }
    }

    /**
     * Entries of a table of a million, all in memory, are replaced, ten thousand in a batch, and the root is known. The
     * baseline is what the ledger promises.
     */
    public static final class Trie extends Micro {
        private static final double PROMISED = 500_000;

        public Trie() {
            super("trie", "of a million entries updated/s");
        }

        @Override
        double baseline() {
            return PROMISED;
        }
    }

    /** The root over a thousand receipts. */
    public static final class Receipts extends Micro {
        public Receipts() {
            super("receipts", "receipts hashed into a root/s");
        }
    }
}
