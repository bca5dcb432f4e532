package org.quoin.ledger.core.platform;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.apache.karaf.shell.support.ShellUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.ledger.core.audit.Actors;
import org.quoin.ledger.core.audit.AuditLog;
import org.quoin.ledger.core.audit.ConsoleAudit;

/** Hears of each line of Karaf's console, of each session, before it is run. */
@Component(service = CommandSessionListener.class)
public final class ConsoleListener implements CommandSessionListener {
    private final ConsoleAudit audit;
    private final SessionFactory sessions;

    @Activate
    public ConsoleListener(@Reference AuditLog log, @Reference Actors actors, @Reference SessionFactory sessions) {
        this.sessions = sessions;
        audit = new ConsoleAudit(log, actors, this::unscoped);
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence line) {
        audit.begins(user(session), line.toString());
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Exception failure) {
        audit.ends(false);
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Object result) {
        audit.ends(true);
    }

    private static String user(CommandSession session) {
        String name = ShellUtil.getCurrentUserName();
        return name == null ? String.valueOf(session.get("USER")) : name;
    }

    private Set<String> unscoped() {
        return sessions.getRegistry().getCommands().stream()
                .filter(command -> ConsoleAudit.isAudited(command.getScope(), command.getName()))
                .map(Command::getName)
                .collect(Collectors.toSet());
    }
}
