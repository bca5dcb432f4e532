package org.quoin.referral.provider.command;

import java.security.SecureRandom;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.console.Answer;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.SignerNames;
import org.quoin.ledger.console.WriteCommand;
import org.quoin.referral.api.CommitReferralCode;
import org.quoin.referral.api.RevealReferralCode;

@Service
@Command(
        scope = "referral",
        name = "code",
        description =
                "Register a code that others accept: committed to in one block and revealed in a later one, so that nobody"
                        + " who sees it can be faster; with --sign-only both steps are yours to submit, one after the other",
        detailedDescription = "Example: referral:code summer-26 --from user_1")
public final class CodeCommand extends WriteCommand {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_SIZE = 32;

    @Argument(
            name = "CODE",
            description = "3 to 32 of a-z, 0-9 and -; capital letters are made small",
            multiValued = true,
            valueToShowInHelp = "")
    private List<String> code = List.of();

    @Option(name = "--from", description = "The account whose code it is to be")
    @Completion(SignerNames.class)
    private @Nullable String from;

    @Option(
            name = "--salt",
            description = "Of a commitment that was made before, in hexadecimal: only reveals its code")
    private @Nullable String salt;

    @Override
    protected Answer answer() {
        String owner = input().accountName("--from", from);
        String chosen = RevealReferralCode.canonical(input().required("CODE", only(code)));
        if (salt != null) {
            return reveal(owner, new RevealReferralCode(chosen, input().bytes("--salt", salt)));
        }
        RevealReferralCode revealed = new RevealReferralCode(chosen, newSalt());
        boolean[] applied = {false};
        Answer committed = submit(owner, CommitReferralCode.of(owner, revealed), () -> {
            applied[0] = true;
            return Fields.none();
        });
        if (applied[0]) {
            return reveal(owner, revealed);
        }
        return new Answer(committed.fields().and("salt", revealed.salt()), committed.failure());
    }

    private Answer reveal(String owner, RevealReferralCode revealed) {
        return submit(owner, revealed, () -> new Referrals(ledger()).code(revealed.code()));
    }

    private static Bytes newSalt() {
        byte[] random = new byte[SALT_SIZE];
        RANDOM.nextBytes(random);
        return Bytes.of(random);
    }
}
