package org.quoin.ledger.testkit.probe;

import org.quoin.rules.codec.Writer;
import org.quoin.rules.host.Host;
import org.quoin.rules.host.Rules;

/** Rules of which no module can be made, each for a reason of its own, and one for comparison. */
public final class BadRules {
    private BadRules() {}

    /** Accept one operation, {@code nothing}, and do nothing. */
    public static class Nothing implements Rules {
        @Override
        public byte[] describe() {
            byte[] name = {7, 'n', 'o', 't', 'h', 'i', 'n', 'g'};
            byte[] description = new byte[24];
            description[0] = 1; // format
            description[1] = 1; // operation
            System.arraycopy(name, 0, description, 2, name.length);
            description[11] = 1; // schema, then nothing of anything else
            return description;
        }

        @Override
        public byte[] run(Host host, int kind, String name, int schema, byte[] input) {
            return new byte[0];
        }
    }

    /** Cannot be made. */
    public static final class Unmade extends Nothing {
        public Unmade() {
            throw new IllegalStateException("on purpose");
        }
    }

    /** Cannot be made, and not for a reason that is an exception. */
    public static final class UnmadeByError extends Nothing {
        public UnmadeByError() {
            throw new IncompatibleClassChangeError();
        }
    }

    /** Cannot be initialised. */
    public static final class Uninitialised extends Nothing {
        private static final int NUMBER = none();

        private static int none() {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public byte[] describe() {
            return new byte[NUMBER];
        }
    }

    /** Needs an argument. */
    public static final class Demanding extends Nothing {
        public Demanding(String argument) {
            java.util.Objects.requireNonNull(argument);
        }
    }

    /** Is no class that somebody else may make. */
    static final class Hidden extends Nothing {}

    /** Is none at all. */
    public static final class NoRules {}

    /** Throws. */
    public static final class Silent extends Nothing {
        @Override
        public byte[] describe() {
            throw new IllegalStateException("on purpose");
        }
    }

    /** Throws what is no exception. */
    public static final class SilentByError extends Nothing {
        @Override
        public byte[] describe() {
            throw new IncompatibleClassChangeError();
        }
    }

    /** Returns nothing. */
    public static final class DescribedByNull extends Nothing {
        @Override
        @SuppressWarnings("NullAway") // rules are not checked by anybody
        public byte[] describe() {
            return null;
        }
    }

    /** Returns no byte. */
    public static final class DescribedByNoBytes extends Nothing {
        @Override
        public byte[] describe() {
            return new byte[0];
        }
    }

    /** Returns more than any description has. */
    public static final class DescribedAtLength extends Nothing {
        @Override
        public byte[] describe() {
            byte[] description = new byte[1024 * 1024 + 1];
            description[0] = 1;
            return description;
        }
    }

    /** Offers the same choice twice among 200 long ones, so that the reason against it is long. */
    public static final class DescribedWithManyNames extends Nothing {
        @Override
        public byte[] describe() {
            byte[] start = {1, 1, 1, 'o', 0, 1, 1, 1, 'c', 14, (byte) 0xc8, 1};
            byte[] description = new byte[start.length + 200 * 33 + 9];
            System.arraycopy(start, 0, description, 0, start.length);
            for (int i = 0; i < 200; i++) {
                int at = start.length + i * 33;
                description[at] = 32;
                for (int j = 1; j <= 32; j++) {
                    description[at + j] = 'a';
                }
            }
            return description;
        }
    }

    /** Names a class of the JDK that is outside its base module. */
    public static final class UsesSql extends Nothing {
        @Override
        public byte[] describe() {
            java.sql.DriverManager.getLoginTimeout();
            return new byte[0];
        }
    }

    /** Names a class of the JDK that its first loader has, and its base module has not. */
    public static final class UsesLogging extends Nothing {
        @Override
        public byte[] describe() {
            java.util.logging.Level.parse("INFO");
            return new byte[0];
        }
    }

    /** Names a class of the ledger. */
    public static final class UsesTheLedger extends Nothing {
        @Override
        public byte[] describe() {
            return org.quoin.ledger.api.Hash.ZERO.toArray();
        }
    }

    /** Brings no library, and names it. */
    public static final class UsesTheCodec extends Nothing {
        @Override
        public byte[] describe() {
            return new Writer().toBytes();
        }
    }

    /** Describes itself well, and names a class of the ledger when it runs. */
    public static final class RunsTheLedger extends Nothing {
        @Override
        public byte[] run(Host host, int kind, String name, int schema, byte[] input) {
            return org.quoin.ledger.api.Hash.ZERO.toArray();
        }
    }

    /** Describes the probe's hashed table as an ordered one. */
    public static final class OtherTable implements Rules {
        @Override
        public byte[] describe() {
            byte[] name = {5, 'w', 'r', 'i', 't', 'e'};
            byte[] table = {4, 'r', 'o', 'w', 's', 8};
            byte[] description = new byte[29];
            description[0] = 1;
            description[1] = 1;
            System.arraycopy(name, 0, description, 2, name.length);
            description[9] = 1; // schema, no field, agreement, result, query, event, failure
            description[16] = 1;
            System.arraycopy(table, 0, description, 17, table.length);
            return description;
        }

        @Override
        public byte[] run(Host host, int kind, String name, int schema, byte[] input) {
            return new byte[0];
        }
    }
}
