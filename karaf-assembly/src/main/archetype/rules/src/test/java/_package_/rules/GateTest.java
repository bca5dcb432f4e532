package @package@.rules;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.quoin.ledger.testkit.RulesGate;

/** What every ledger looks at before it lets rules in, so that it is known here first, with class, method and line. */
class GateTest {
    @Test
    void theLedgerWouldLetTheRulesIn() throws IOException {
        RulesGate.requirePassage(Path.of(System.getProperty("quoin.rules")));
    }
}
