package org.quoin.ledger.core.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Has an interactive console begin with {@code quoin:welcome}, if there is such a command: a script that called it would fail where
 * there is no ledger. The script that Karaf runs for each such console says {@code welcome = due}.
 */
@Component(reference = @Reference(name = "shell", service = SessionFactory.class))
public final class Welcome implements CommandSessionListener {
    private static final Logger LOG = System.getLogger(Welcome.class.getName());
    private static final String VARIABLE = "welcome";

    @Override
    public void beforeExecute(CommandSession session, CharSequence line) {
        // It is due after the script.
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Exception exception) {
        // What failed is no script of ours.
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Object result) {
        if (String.valueOf(session.get(VARIABLE)).equals("due")) {
            session.put(VARIABLE, "said");
            try {
                session.execute("quoin:welcome");
            } catch (Exception e) { // whatever it is, the console is of use without a welcome
                LOG.log(Level.DEBUG, "a console begins without a welcome", e);
            }
        }
    }
}
