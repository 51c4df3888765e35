<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>Actions</name>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Advice: what would help?</source>
        <translation>Rat: Was würde helfen?</translation>
    </message>
    <message>
        <source>Assumptions</source>
        <translation>Annahmen</translation>
    </message>
    <message>
        <source>Zoom in on the timeline</source>
        <translation>Zeitachse vergrößern</translation>
    </message>
    <message>
        <source>Zoom out of the timeline</source>
        <translation>Zeitachse verkleinern</translation>
    </message>
    <message>
        <source>Earlier on the timeline</source>
        <translation>Früher auf der Zeitachse</translation>
    </message>
    <message>
        <source>Later on the timeline</source>
        <translation>Später auf der Zeitachse</translation>
    </message>
    <message>
        <source>The whole step</source>
        <translation>Der ganze Schritt</translation>
    </message>
    <message>
        <source>Back to the view before</source>
        <translation>Zurück zur vorigen Ansicht</translation>
    </message>
    <message>
        <source>Forward to the view after</source>
        <translation>Vor zur nächsten Ansicht</translation>
    </message>
    <message>
        <source>Find on the timeline…</source>
        <translation>Auf der Zeitachse suchen…</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Voriger Treffer</translation>
    </message>
    <message>
        <source>Group rows: node, stage, replica, none</source>
        <translation>Zeilen gruppieren: Knoten, Stufe, Replik, keine</translation>
    </message>
    <message>
        <source>Collapse or expand all groups</source>
        <translation>Alle Gruppen ein- oder ausklappen</translation>
    </message>
    <message>
        <source>Keep the row on top, or let it go</source>
        <translation>Zeile oben anheften oder lösen</translation>
    </message>
    <message>
        <source>Select what the timeline shows</source>
        <translation>Sichtbaren Teil der Zeitachse auswählen</translation>
    </message>
    <message>
        <source>Zoom to the selection</source>
        <translation>Auf die Auswahl zoomen</translation>
    </message>
    <message>
        <source>Copy the numbers of the selection</source>
        <translation>Zahlen der Auswahl kopieren</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
    </message>
    <message>
        <source>Mode: %1</source>
        <translation>Modus: %1</translation>
    </message>
    <message>
        <source>Bubble: idle %1</source>
        <translation>Bubble: Leerlauf %1</translation>
    </message>
    <message>
        <source>Bubble: no outline</source>
        <translation>Bubble: kein Umriss</translation>
    </message>
    <message>
        <source>Next definition of the bubble</source>
        <translation>Nächste Definition der Bubble</translation>
    </message>
    <message>
        <source>Critical path</source>
        <translation>Kritischer Pfad</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Import schedule…</source>
        <translation>Ablauf importieren…</translation>
    </message>
    <message>
        <source>Export schedule as CSV…</source>
        <translation>Ablauf als CSV exportieren…</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Validation…</source>
        <translation>Validierung…</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Unsaved changes…</source>
        <translation>Nicht gespeicherte Änderungen…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Copy scenario as text</source>
        <translation>Szenario als Text kopieren</translation>
    </message>
    <message>
        <source>Paste a scenario or a configuration</source>
        <translation>Szenario oder Konfiguration einfügen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Left panel</source>
        <translation>Linke Leiste</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Reset zoom</source>
        <translation>Zoom zurücksetzen</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Bewegung verringern</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>Anordnung zurücksetzen</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Voriger Bereich</translation>
    </message>
    <message>
        <source>More detail per GPU</source>
        <translation>Mehr Details je GPU</translation>
    </message>
    <message>
        <source>Less detail per GPU</source>
        <translation>Weniger Details je GPU</translation>
    </message>
    <message>
        <source>As much detail as fits</source>
        <translation>So viele Details wie möglich</translation>
    </message>
    <message>
        <source>Next GPU</source>
        <translation>Nächste GPU</translation>
    </message>
    <message>
        <source>Previous GPU</source>
        <translation>Vorige GPU</translation>
    </message>
    <message>
        <source>Inspect the selected GPU</source>
        <translation>Gewählte GPU untersuchen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Langsamer</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Schneller</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>One event at a time</source>
        <translation>Ein Ereignis nach dem anderen</translation>
    </message>
    <message>
        <source>Follow a micro-batch</source>
        <translation>Einem Mikrobatch folgen</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Next event</source>
        <translation>Nächstes Ereignis</translation>
    </message>
    <message>
        <source>Previous event</source>
        <translation>Voriges Ereignis</translation>
    </message>
    <message>
        <source>Next event of the selected GPU</source>
        <translation>Nächstes Ereignis der gewählten GPU</translation>
    </message>
    <message>
        <source>Previous event of the selected GPU</source>
        <translation>Voriges Ereignis der gewählten GPU</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>Zum Anfang</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>Zum Ende</translation>
    </message>
    <message>
        <source>Train over MPI…</source>
        <translation>Über MPI trainieren…</translation>
    </message>
    <message>
        <source>This computer…</source>
        <translation>Dieser Rechner…</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Find an action or a scenario…</source>
        <translation>Aktion oder Szenario suchen…</translation>
    </message>
    <message>
        <source>Describe the scene</source>
        <translation>Szene beschreiben</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Anleitung</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>Was ist das?</translation>
    </message>
    <message>
        <source>Keys and mouse of the timeline</source>
        <translation>Tasten und Maus der Zeitachse</translation>
    </message>
    <message>
        <source>Keyboard…</source>
        <translation>Tastatur…</translation>
    </message>
    <message>
        <source>About Parallarium</source>
        <translation>Über Parallarium</translation>
    </message>
    <message>
        <source>Close, leave, clear the selection</source>
        <translation>Schließen, verlassen, Auswahl aufheben</translation>
    </message>
    <message>
        <source>%1 is pinned as A. Change something, then choose Compare.</source>
        <translation>%1 ist als A angeheftet. Ändern Sie etwas und wählen Sie dann Vergleichen.</translation>
    </message>
    <message>
        <source>Pin as A</source>
        <translation>Als A anheften</translation>
    </message>
    <message>
        <source>Unpin A</source>
        <translation>A lösen</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>A und B tauschen</translation>
    </message>
    <message>
        <source>Copy A to B</source>
        <translation>A nach B kopieren</translation>
    </message>
    <message>
        <source>A and B at the same progress</source>
        <translation>A und B bei gleichem Fortschritt</translation>
    </message>
    <message>
        <source>Mystery box…</source>
        <translation>Rätselbox…</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>Präsentieren</translation>
    </message>
    <message>
        <source>Schedule editor…</source>
        <translation>Ablaufeditor…</translation>
    </message>
    <message>
        <source>Edit this schedule…</source>
        <translation>Diesen Ablauf bearbeiten…</translation>
    </message>
    <message>
        <source>Export launch configuration…</source>
        <translation>Startkonfiguration exportieren…</translation>
    </message>
    <message>
        <source>Cost of a run…</source>
        <translation>Kosten eines Laufs…</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>Teacher notes beside the lesson</source>
        <translation>Notizen für die Lehrkraft neben der Lektion</translation>
    </message>
    <message>
        <source>Answers wait for the teacher</source>
        <translation>Antworten warten auf die Lehrkraft</translation>
    </message>
    <message>
        <source>Tell the answer</source>
        <translation>Antwort zeigen</translation>
    </message>
    <message>
        <source>Lesson %1: %2</source>
        <translation>Lektion %1: %2</translation>
    </message>
    <message>
        <source>A sound for each event</source>
        <translation>Ein Ton für jedes Ereignis</translation>
    </message>
    <message>
        <source>A sound for each event (needs pw-play, paplay or aplay)</source>
        <translation>Ein Ton für jedes Ereignis (braucht pw-play, paplay oder aplay)</translation>
    </message>
    <message>
        <source>Best layout…</source>
        <translation>Beste Aufteilung…</translation>
    </message>
    <message>
        <source>Colours and shapes</source>
        <translation>Farben und Formen</translation>
    </message>
    <message>
        <source>Operations of this pass</source>
        <translation>Operationen dieses Durchlaufs</translation>
    </message>
    <message>
        <source>Back to the lesson</source>
        <translation>Zurück zur Lektion</translation>
    </message>
    <message>
        <source>Export operations as CSV or JSON…</source>
        <translation>Operationen als CSV oder JSON exportieren …</translation>
    </message>
</context>
<context>
    <name>Area</name>
    <message>
        <source>fills</source>
        <translation>Füllen</translation>
    </message>
    <message>
        <source>drains</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>waits for activations</source>
        <translation>Warten auf Aktivierungen</translation>
    </message>
    <message>
        <source>waits for gradients</source>
        <translation>Warten auf Gradienten</translation>
    </message>
    <message>
        <source>waits for others</source>
        <translation>Warten auf andere</translation>
    </message>
    <message>
        <source>waits for a link</source>
        <translation>Warten auf Verbindung</translation>
    </message>
    <message>
        <source>waits for a slow GPU</source>
        <translation>Warten auf langsame GPU</translation>
    </message>
    <message>
        <source>waits for the ring</source>
        <translation>Warten auf den Ring</translation>
    </message>
    <message>
        <source>waits for all</source>
        <translation>Warten auf alle</translation>
    </message>
    <message>
        <source>comm, exposed</source>
        <translation>Komm., unverdeckt</translation>
    </message>
    <message>
        <source>1 GPU</source>
        <translation>1 GPU</translation>
    </message>
    <message>
        <source>%1 GPUs</source>
        <translation>%1 GPUs</translation>
    </message>
    <message>
        <source>%1 sent</source>
        <translation>%1 gesendet</translation>
    </message>
    <message>
        <source>per GPU</source>
        <translation>je GPU</translation>
    </message>
    <message>
        <source>pred.</source>
        <translation>vorh.</translation>
    </message>
    <message>
        <source>spans</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>%1 spans</source>
        <translation>%1 Abschnitte</translation>
    </message>
    <message>
        <source>Selected: %1</source>
        <translation>Ausgewählt: %1</translation>
    </message>
    <message>
        <source>from, ns</source>
        <translation>von, ns</translation>
    </message>
    <message>
        <source>to, ns</source>
        <translation>bis, ns</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPUs</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>ns of all GPUs</source>
        <translation>ns aller GPUs</translation>
    </message>
    <message>
        <source>idle: %1</source>
        <translation>Leerlauf: %1</translation>
    </message>
    <message>
        <source>sent between stages, bytes</source>
        <translation>zwischen Stufen gesendet, Byte</translation>
    </message>
    <message>
        <source>sent in collectives, bytes</source>
        <translation>in kollektiven Operationen gesendet, Byte</translation>
    </message>
</context>
<context>
    <name>Assumption</name>
    <message>
        <source>Gradients scattered every micro-batch</source>
        <translation>Gradienten-Scatter je Mikrobatch</translation>
    </message>
    <message>
        <source>Each GPU keeps only its own shard, and every micro-batch pays for a reduce-scatter.</source>
        <translation>Jede GPU behält nur ihren Teil, und jeder Mikrobatch kostet ein Reduce-Scatter.</translation>
    </message>
    <message>
        <source>Gradients are not sharded.</source>
        <translation>Die Gradienten sind nicht aufgeteilt.</translation>
    </message>
    <message>
        <source>Each GPU keeps its full gradients until the last micro-batch and reduce-scatters them once per step, so they take as much memory as with ZeRO-1 (gradient_scatter).</source>
        <translation>Jede GPU behält ihre vollen Gradienten bis zum letzten Mikrobatch und verteilt sie einmal je Schritt per Reduce-Scatter; sie belegen also so viel Speicher wie bei ZeRO-1 (gradient_scatter).</translation>
    </message>
    <message>
        <source>There is one micro-batch.</source>
        <translation>Es gibt nur einen Mikrobatch.</translation>
    </message>
    <message>
        <source>There is one replica.</source>
        <translation>Es gibt nur eine Replik.</translation>
    </message>
    <message>
        <source>Weights gathered under the next forward</source>
        <translation>Gewichte unter dem nächsten Vorwärtspass gesammelt</translation>
    </message>
    <message>
        <source>Weights that were updated in parts are gathered before the next step, if at all.</source>
        <translation>In Teilen aktualisierte Gewichte werden, wenn überhaupt, vor dem nächsten Schritt gesammelt.</translation>
    </message>
    <message>
        <source>Weight gathers overlap compute</source>
        <translation>Sammeln der Gewichte überlappt mit Rechnen</translation>
    </message>
    <message>
        <source>Layer by layer: while one computes, the weights of the next are gathered.</source>
        <translation>Schicht für Schicht: Während eine rechnet, werden die Gewichte der nächsten gesammelt.</translation>
    </message>
    <message>
        <source>Each layer waits until its weights are gathered.</source>
        <translation>Jede Schicht wartet, bis ihre Gewichte gesammelt sind.</translation>
    </message>
    <message>
        <source>Gradient scatters overlap backward</source>
        <translation>Gradienten-Scatter überlappt mit Rückwärtspass</translation>
    </message>
    <message>
        <source>Layer by layer: while one computes, the gradients of the previous one are scattered. bucket_bytes has no effect.</source>
        <translation>Schicht für Schicht: Während eine rechnet, werden die Gradienten der vorigen verteilt. bucket_bytes hat keine Wirkung.</translation>
    </message>
    <message>
        <source>Each layer waits until its gradients are scattered. bucket_bytes has no effect.</source>
        <translation>Jede Schicht wartet, bis ihre Gradienten verteilt sind. bucket_bytes hat keine Wirkung.</translation>
    </message>
    <message>
        <source>Gradient sync overlaps backward</source>
        <translation>Gradientenabgleich überlappt mit Rückwärtspass</translation>
    </message>
    <message>
        <source>Gradients are reduced in buckets of %1 during the backward pass.</source>
        <translation>Gradienten werden während des Rückwärtspasses in Buckets von %1 summiert.</translation>
    </message>
    <message>
        <source>Gradients are reduced after the last backward pass.</source>
        <translation>Gradienten werden nach dem letzten Rückwärtspass summiert.</translation>
    </message>
    <message>
        <source>Optimizer states are sharded over the replicas (ZeRO-1).</source>
        <translation>Optimiererzustände sind auf die Repliken aufgeteilt (ZeRO-1).</translation>
    </message>
    <message>
        <source>Optimizer states and gradients are sharded over the replicas (ZeRO-2).</source>
        <translation>Optimiererzustände und Gradienten sind auf die Repliken aufgeteilt (ZeRO-2).</translation>
    </message>
    <message>
        <source>Weights, gradients and optimizer states are sharded over the replicas (ZeRO-3).</source>
        <translation>Gewichte, Gradienten und Optimiererzustände sind auf die Repliken aufgeteilt (ZeRO-3).</translation>
    </message>
    <message>
        <source>Sharded states</source>
        <translation>Aufgeteilte Zustände</translation>
    </message>
    <message>
        <source>Every replica holds all states.</source>
        <translation>Jede Replik enthält alle Zustände.</translation>
    </message>
    <message>
        <source>All members are in one node and form a ring.</source>
        <translation>Alle Mitglieder sind in einem Knoten und bilden einen Ring.</translation>
    </message>
    <message>
        <source>The scenario asks for a ring.</source>
        <translation>Das Szenario verlangt einen Ring.</translation>
    </message>
    <message>
        <source>The scenario asks for a tree.</source>
        <translation>Das Szenario verlangt einen Baum.</translation>
    </message>
    <message>
        <source>The scenario asks for hierarchical sums, within each node first.</source>
        <translation>Das Szenario verlangt hierarchische Summen, zuerst in jedem Knoten.</translation>
    </message>
    <message>
        <source>Ring or tree, whichever is faster</source>
        <translation>Ring oder Baum, was schneller ist</translation>
    </message>
    <message>
        <source>Chosen per bucket, as NCCL does: a tree takes fewer steps across many nodes.</source>
        <translation>Je Bucket gewählt wie bei NCCL: Bei vielen Knoten braucht ein Baum weniger Schritte.</translation>
    </message>
    <message>
        <source>Gradients are reduce-scattered, and weights all-gathered, on rings.</source>
        <translation>Reduce-Scatter der Gradienten und All-Gather der Gewichte laufen auf Ringen.</translation>
    </message>
    <message>
        <source>There is one stage.</source>
        <translation>Es gibt nur eine Stufe.</translation>
    </message>
    <message>
        <source>Blocking exchange</source>
        <translation>Blockierender Austausch</translation>
    </message>
    <message>
        <source>A GPU is occupied by a transfer to the next stage until it arrives.</source>
        <translation>Eine Übertragung zur nächsten Stufe belegt die GPU, bis sie angekommen ist.</translation>
    </message>
    <message>
        <source>Transfers between stages overlap with compute.</source>
        <translation>Übertragungen zwischen Stufen überlappen mit dem Rechnen.</translation>
    </message>
    <message>
        <source>Optimizer post-validation</source>
        <translation>Nachprüfung des Optimiererschritts</translation>
    </message>
    <message>
        <source>The optimizer step does not wait for the global gradient norm.</source>
        <translation>Der Optimiererschritt wartet nicht auf die globale Gradientennorm.</translation>
    </message>
    <message>
        <source>All ranks wait for the global gradient norm before the optimizer step.</source>
        <translation>Alle Ränge warten vor dem Optimiererschritt auf die globale Gradientennorm.</translation>
    </message>
    <message>
        <source>There are no tensor partners.</source>
        <translation>Es gibt keine Tensorpartner.</translation>
    </message>
    <message>
        <source>Tensor collectives overlap weight gradients</source>
        <translation>Tensorkollektive überlappen mit Gewichtsgradienten</translation>
    </message>
    <message>
        <source>In backward they overlap the weight-gradient product, unless the schedule moves it to another time.</source>
        <translation>Im Rückwärtspass überlappen sie mit dem Produkt für den Gewichtsgradienten, sofern der Ablauf es nicht auf einen anderen Zeitpunkt verschiebt.</translation>
    </message>
    <message>
        <source>This generation of software exposes each of them.</source>
        <translation>Bei dieser Softwaregeneration bleiben sie alle unverdeckt.</translation>
    </message>
    <message>
        <source>Tensor collectives overlap their products</source>
        <translation>Tensorkollektive überlappen mit ihren Produkten</translation>
    </message>
    <message>
        <source>Only those of sequence parallelism can be cut.</source>
        <translation>Nur die der Sequenzparallelität lassen sich zerlegen.</translation>
    </message>
    <message>
        <source>PyTorch does so on demand only.</source>
        <translation>PyTorch tut das nur auf Wunsch.</translation>
    </message>
    <message>
        <source>This generation of software does not.</source>
        <translation>Diese Softwaregeneration tut das nicht.</translation>
    </message>
    <message>
        <source>Sequence parallelism</source>
        <translation>Sequenzparallelität</translation>
    </message>
    <message>
        <source>Tensor partners split norms and dropouts along the sequence.</source>
        <translation>Tensorpartner teilen Normierungen und Dropouts entlang der Sequenz auf.</translation>
    </message>
    <message>
        <source>Every tensor partner computes all norms and dropouts.</source>
        <translation>Jeder Tensorpartner berechnet alle Normierungen und Dropouts.</translation>
    </message>
    <message>
        <source>There are no expert partners.</source>
        <translation>Es gibt keine Expertenpartner.</translation>
    </message>
    <message>
        <source>One copy per node</source>
        <translation>Eine Kopie je Knoten</translation>
    </message>
    <message>
        <source>A token crosses the network once per node that holds one of its experts, %1 times on average, and is forwarded over the node&apos;s own links (DeepEP).</source>
        <translation>Ein Token geht für jeden Knoten, der einen seiner Experten enthält, einmal durchs Netzwerk, im Mittel %1-mal, und wird über die eigenen Verbindungen des Knotens weitergereicht (DeepEP).</translation>
    </message>
    <message>
        <source>Each expert gets its own copy, even where two share a node.</source>
        <translation>Jeder Experte bekommt eine eigene Kopie, auch wenn zwei im selben Knoten liegen.</translation>
    </message>
    <message>
        <source>Router limited to groups</source>
        <translation>Router auf Gruppen beschränkt</translation>
    </message>
    <message>
        <source>The experts of a token are in at most %1 of %2 groups, so in fewer nodes.</source>
        <translation>Die Experten eines Tokens liegen in höchstens %1 von %2 Gruppen, also in weniger Knoten.</translation>
    </message>
    <message>
        <source>The experts of a token are in at most %1 of %2 groups; this only helps with one copy per node.</source>
        <translation>Die Experten eines Tokens liegen in höchstens %1 von %2 Gruppen; das hilft nur bei einer Kopie je Knoten.</translation>
    </message>
    <message>
        <source>A token may go to any expert.</source>
        <translation>Ein Token kann zu jedem Experten gehen.</translation>
    </message>
    <message>
        <source>Tokens sent in one byte</source>
        <translation>Token in einem Byte gesendet</translation>
    </message>
    <message>
        <source>Dispatch is in fp8 with one scale per 128 elements; combine is as wide as activations.</source>
        <translation>Dispatch läuft in fp8 mit einem Skalierungsfaktor je 128 Elemente; Combine ist so breit wie die Aktivierungen.</translation>
    </message>
    <message>
        <source>Dispatch and combine are as wide as activations.</source>
        <translation>Dispatch und Combine sind so breit wie die Aktivierungen.</translation>
    </message>
    <message>
        <source>Uneven experts</source>
        <translation>Ungleich belastete Experten</translation>
    </message>
    <message>
        <source>Not modelled: every expert gets the same number of tokens.</source>
        <translation>Nicht modelliert: Jeder Experte bekommt gleich viele Token.</translation>
    </message>
    <message>
        <source>Expert all-to-all</source>
        <translation>All-to-All der Experten</translation>
    </message>
    <message>
        <source>Hidden by %1 beside the compute of another micro-batch, as Megatron does.</source>
        <translation>Zu %1 neben dem Rechnen eines anderen Mikrobatches verdeckt, wie bei Megatron.</translation>
    </message>
    <message>
        <source>Hidden behind the paired pass: in a pair of a forward and a backward, the all-to-all of one overlaps the compute of the other. It stays exposed in unpaired passes and in full recomputation.</source>
        <translation>Vom gepaarten Pass verdeckt: In einem Paar aus vorwärts und rückwärts überlappt das All-to-All des einen mit dem Rechnen des anderen. In ungepaarten Pässen und bei voller Neuberechnung bleibt es unverdeckt.</translation>
    </message>
    <message>
        <source>Counted like any other part of a pass: the pair is set to a share of the two.</source>
        <translation>Wie jeder andere Teil eines Passes gezählt: Die Dauer des Paars ist als Anteil der beiden festgelegt.</translation>
    </message>
    <message>
        <source>Exposed: only schedules with pairs, such as DualPipe, hide it.</source>
        <translation>Unverdeckt: Nur Abläufe mit Paaren wie DualPipe verdecken es.</translation>
    </message>
    <message>
        <source>Each layer&apos;s forward runs again before its backward.</source>
        <translation>Der Vorwärtspass jeder Schicht läuft vor ihrem Rückwärtspass noch einmal.</translation>
    </message>
    <message>
        <source>Attention scores are recomputed in the backward pass.</source>
        <translation>Attention-Werte werden im Rückwärtspass neu berechnet.</translation>
    </message>
    <message>
        <source>Flash attention keeps no scores, so there is nothing cheap to recompute.</source>
        <translation>Flash Attention behält keine Attention-Werte; es gibt also nichts Billiges neu zu berechnen.</translation>
    </message>
    <message>
        <source>Norms, the queries, keys and values expanded from the latent vectors, and activated gates are recomputed.</source>
        <translation>Normierungen, die aus den latenten Vektoren erzeugten Queries, Keys und Values sowie aktivierte Gates werden neu berechnet.</translation>
    </message>
    <message>
        <source>The activated gates of MLPs are recomputed.</source>
        <translation>Die aktivierten Gates der MLPs werden neu berechnet.</translation>
    </message>
    <message>
        <source>The model lists the work of each layer itself.</source>
        <translation>Das Modell gibt die Arbeit jeder Schicht selbst an.</translation>
    </message>
    <message>
        <source>Recomputation</source>
        <translation>Neuberechnung</translation>
    </message>
    <message>
        <source>Activations are kept until the backward pass.</source>
        <translation>Aktivierungen werden bis zum Rückwärtspass behalten.</translation>
    </message>
    <message>
        <source>Matrix products in fp8</source>
        <translation>Matrixprodukte in fp8</translation>
    </message>
    <message>
        <source>In the transformer blocks, except routers; attention, embedding and head stay in bf16. Inputs are cast by separate kernels and kept in fp8.</source>
        <translation>In den Transformerblöcken, außer in Routern; Attention, Embedding und Kopf bleiben in bf16. Eingaben werden von eigenen Kernels umgewandelt und in fp8 behalten.</translation>
    </message>
    <message>
        <source>Matrix products are as wide as activations.</source>
        <translation>Matrixprodukte sind so breit wie die Aktivierungen.</translation>
    </message>
    <message>
        <source>Tiles and waves</source>
        <translation>Kacheln und Wellen</translation>
    </message>
    <message>
        <source>Matrix products run in whole waves of tiles on %1 multiprocessors.</source>
        <translation>Matrixprodukte laufen in ganzen Wellen von Kacheln auf %1 Multiprozessoren.</translation>
    </message>
    <message>
        <source>The number of multiprocessors is not published.</source>
        <translation>Die Zahl der Multiprozessoren ist nicht veröffentlicht.</translation>
    </message>
    <message>
        <source>Alignment</source>
        <translation>Ausrichtung (Alignment)</translation>
    </message>
    <message>
        <source>Attention whose head size does not suit the matrix units runs without them.</source>
        <translation>Attention, deren Kopfgröße nicht zu den Matrixeinheiten passt, läuft ohne diese.</translation>
    </message>
    <message>
        <source>Flash attention</source>
        <translation>Flash Attention</translation>
    </message>
    <message>
        <source>Scores are never stored.</source>
        <translation>Attention-Werte werden nie gespeichert.</translation>
    </message>
    <message>
        <source>Scores are written to memory and read again.</source>
        <translation>Attention-Werte werden in den Speicher geschrieben und wieder gelesen.</translation>
    </message>
    <message>
        <source>Host floor</source>
        <translation>Untergrenze durch den Host</translation>
    </message>
    <message>
        <source>A GPU waits where the host issues kernels more slowly than they run.</source>
        <translation>Eine GPU wartet, wo der Host Kernel langsamer startet, als sie laufen.</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>Störungen</translation>
    </message>
    <message>
        <source>One slow or broken part is simulated.</source>
        <translation>Ein langsames oder defektes Teil wird simuliert.</translation>
    </message>
    <message>
        <source>%1 slow or broken parts are simulated.</source>
        <translation>%1 langsame oder defekte Teile werden simuliert.</translation>
    </message>
    <message>
        <source>All GPUs and links are healthy.</source>
        <translation>Alle GPUs und Verbindungen sind in Ordnung.</translation>
    </message>
    <message>
        <source>In-network reduction</source>
        <translation>Reduktion im Netzwerk</translation>
    </message>
    <message>
        <source>Not modelled: all-reduce runs on the GPUs even where switches could reduce (NVLS).</source>
        <translation>Nicht modelliert: All-Reduce läuft auf den GPUs, auch wo Switches summieren könnten (NVLS).</translation>
    </message>
    <message>
        <source>Data loading and checkpoints</source>
        <translation>Laden der Daten, Checkpoints</translation>
    </message>
    <message>
        <source>Not modelled: the input is always ready.</source>
        <translation>Nicht modelliert: Die Eingabe ist immer bereit.</translation>
    </message>
    <message>
        <source>Other jobs on the network</source>
        <translation>Andere Jobs im Netzwerk</translation>
    </message>
    <message>
        <source>Not modelled: the run has its links to itself.</source>
        <translation>Nicht modelliert: Der Lauf hat seine Verbindungen für sich allein.</translation>
    </message>
    <message>
        <source>Gradients cast for the exchange</source>
        <translation>Gradienten für den Austausch umgewandelt</translation>
    </message>
    <message>
        <source>They are sent with %1 bytes each.</source>
        <translation>Sie werden mit je %1 Byte gesendet.</translation>
    </message>
    <message>
        <source>They are sent as the software usually does.</source>
        <translation>Sie werden gesendet, wie die Software es gewöhnlich tut.</translation>
    </message>
    <message>
        <source>States shared in groups</source>
        <translation>Zustände in Gruppen aufgeteilt</translation>
    </message>
    <message>
        <source>Each group of %1 neighbours holds all states; gradients are added up between the groups as well.</source>
        <translation>Jede Gruppe von %1 Nachbarn hält alle Zustände; Gradienten werden auch zwischen den Gruppen summiert.</translation>
    </message>
    <message>
        <source>States are shared by all replicas, or not at all.</source>
        <translation>Zustände sind auf alle Repliken aufgeteilt oder gar nicht.</translation>
    </message>
    <message>
        <source>PyTorch keeps attention and every second product of a layer; the others and element-wise operations run again.</source>
        <translation>PyTorch behält die Attention und jedes zweite Produkt einer Schicht; die übrigen und elementweise Operationen laufen noch einmal.</translation>
    </message>
    <message>
        <source>Kernels of PyTorch itself</source>
        <translation>Kernels von PyTorch selbst</translation>
    </message>
    <message>
        <source>ZeRO-2 and ZeRO-3 are taken to be PyTorch&apos;s, with its own attention kernels, which are slower (framework).</source>
        <translation>ZeRO-2 und ZeRO-3 gelten als die von PyTorch mit seinen eigenen, langsameren Attention-Kernels (framework).</translation>
    </message>
    <message>
        <source>Attention runs in the kernels of flash-attn or Transformer Engine (framework).</source>
        <translation>Die Attention läuft in den Kernels von flash-attn oder der Transformer Engine (framework).</translation>
    </message>
    <message>
        <source>This computer as it was measured</source>
        <translation>Dieser Computer, wie er gemessen wurde</translation>
    </message>
    <message>
        <source>Products, what lies between them and messages take what they took when it was measured.</source>
        <translation>Produkte, was zwischen ihnen liegt, und Nachrichten dauern so lange wie bei der Messung.</translation>
    </message>
    <message>
        <source>It was never measured: it is priced as a usual core of 2020 to 2024. Run &gt; This computer measures it.</source>
        <translation>Er wurde nie gemessen: Gerechnet wird mit einem üblichen Kern von 2020 bis 2024. Lauf &gt; Dieser Computer misst ihn.</translation>
    </message>
    <message>
        <source>Attention runs in PyTorch&apos;s own kernels, as framework says.</source>
        <translation>Die Attention läuft in PyTorchs eigenen Kernels, wie framework es sagt.</translation>
    </message>
    <message>
        <source>The first forward pass of a step hides the gathering as far as it is long enough; a tenth of the time hidden is still lost.</source>
        <translation>Der erste Vorwärtsdurchlauf eines Schritts verdeckt das Sammeln, soweit er lang genug ist; ein Zehntel der verdeckten Zeit geht dennoch verloren.</translation>
    </message>
    <message>
        <source>Second copy of the weights nearby</source>
        <translation>Zweite Kopie der Gewichte in der Nähe</translation>
    </message>
    <message>
        <source>Backward gathers weights within groups of %1 neighbours, each of which holds a copy of its own in 16 bits (ZeRO++).</source>
        <translation>Der Rückwärtslauf sammelt die Gewichte in Gruppen von je %1 Nachbarn ein, die jeweils eine eigene Kopie in 16 Bit halten (ZeRO++).</translation>
    </message>
    <message>
        <source>There is one copy of sharded weights.</source>
        <translation>Von verteilten Gewichten gibt es nur eine Kopie.</translation>
    </message>
    <message>
        <source>Optimizer in host memory</source>
        <translation>Optimierer im Hauptspeicher</translation>
    </message>
    <message>
        <source>The processors of a node update the weights of all its GPUs, which get them back over PCIe. Gradients are sent there while backward runs, and that is taken to be hidden.</source>
        <translation>Die Prozessoren eines Knotens aktualisieren die Gewichte aller seiner GPUs, die sie über PCIe zurückbekommen. Die Gradienten werden während des Rückwärtslaufs dorthin geschickt; das gilt als verdeckt.</translation>
    </message>
    <message>
        <source>Each GPU updates its own weights.</source>
        <translation>Jede GPU aktualisiert ihre Gewichte selbst.</translation>
    </message>
    <message>
        <source>PyTorch itself</source>
        <translation>PyTorch selbst</translation>
    </message>
    <message>
        <source>Selective recomputation and sequence parallelism are PyTorch&apos;s, as framework says.</source>
        <translation>Selektive Neuberechnung und Sequenzparallelität sind die von PyTorch, wie framework sagt.</translation>
    </message>
    <message>
        <source>ZeRO-2 and ZeRO-3 are taken to be PyTorch&apos;s, with its selective recomputation and sequence parallelism (framework).</source>
        <translation>ZeRO-2 und ZeRO-3 gelten als die von PyTorch, mit dessen selektiver Neuberechnung und Sequenzparallelität (framework).</translation>
    </message>
    <message>
        <source>Selective recomputation and sequence parallelism are those of Megatron-LM (framework).</source>
        <translation>Selektive Neuberechnung und Sequenzparallelität sind die von Megatron-LM (framework).</translation>
    </message>
    <message>
        <source>PyTorch waits for each of them where it is needed next.</source>
        <translation>PyTorch wartet auf jede von ihnen dort, wo sie als Nächstes gebraucht wird.</translation>
    </message>
    <message>
        <source>In as many pieces as there are partners (PyTorch&apos;s async tensor parallelism).</source>
        <translation>In so vielen Stücken, wie es Partner gibt (asynchrone Tensorparallelität von PyTorch).</translation>
    </message>
    <message>
        <source>In pieces: gathers whole, and %1 of each scatter, as Transformer Engine does.</source>
        <translation>In Stücken: Einsammeln ganz und von jedem Verteilen %1, wie bei Transformer Engine.</translation>
    </message>
    <message>
        <source>Each layer&apos;s forward runs again before its backward, but for its last product, whose result nothing needs.</source>
        <translation>Der Vorwärtspass jeder Schicht läuft vor ihrem Rückwärtspass noch einmal, außer seinem letzten Produkt, dessen Ergebnis nichts braucht.</translation>
    </message>
    <message>
        <source>Each owner broadcasts its weights, one after the other, as InternEvo and PyTorch&apos;s ZeroRedundancyOptimizer do. Framework megatron gathers all at once.</source>
        <translation>Jeder Eigentümer verteilt seine Gewichte per Broadcast, einer nach dem anderen, wie bei InternEvo und PyTorchs ZeroRedundancyOptimizer. Das Framework megatron sammelt alle auf einmal ein.</translation>
    </message>
    <message>
        <source>The largest run measured had %1 owners, and here there are %2.</source>
        <translation>Der größte gemessene Lauf hatte %1 Eigentümer, hier sind es %2.</translation>
    </message>
    <message>
        <source>Weights broadcast by their owners</source>
        <translation>Gewichte von ihren Eigentümern verteilt</translation>
    </message>
    <message>
        <source>Weights that are updated in parts are gathered at once.</source>
        <translation>Gewichte, die in Teilen aktualisiert werden, werden auf einmal eingesammelt.</translation>
    </message>
    <message>
        <source>What is offloaded takes %1 of host memory on a node, without the buffers of the transfers.</source>
        <translation>Das Ausgelagerte belegt %1 Hauptspeicher auf einem Knoten, ohne die Puffer der Übertragungen.</translation>
    </message>
    <message>
        <source>Each process stops %1 times an hour, for %2 on average, and at the end of a step all wait for the longest of these pauses. The largest run measured had %3 GPUs.</source>
        <translation>Jeder Prozess hält %1-mal in der Stunde an, im Mittel %2 lang, und am Ende eines Schritts warten alle auf die längste dieser Pausen. Der größte gemessene Lauf hatte %3 GPUs.</translation>
    </message>
    <message>
        <source>Here there are %1.</source>
        <translation>Hier sind es %1.</translation>
    </message>
    <message>
        <source>Pauses of processes</source>
        <translation>Pausen von Prozessen</translation>
    </message>
    <message>
        <source>None: this generation of software collects garbage in all processes at once.</source>
        <translation>Keine: Software dieser Generation räumt in allen Prozessen zugleich auf.</translation>
    </message>
    <message>
        <source>There is one GPU.</source>
        <translation>Es gibt eine GPU.</translation>
    </message>
    <message>
        <source>Weights gathered in fp8</source>
        <translation>Gewichte in fp8 gesammelt</translation>
    </message>
    <message>
        <source>Those of the transformer blocks are sent with 1 byte each, embedding and head with 2.</source>
        <translation>Die der Transformerblöcke werden mit je 1 Byte gesendet, Embedding und Kopf mit 2.</translation>
    </message>
    <message>
        <source>They are sent as wide as they are kept.</source>
        <translation>Sie werden so breit gesendet, wie sie gehalten werden.</translation>
    </message>
</context>
<context>
    <name>BusyBars</name>
    <message>
        <source>· busy %1</source>
        <translation>· aktiv %1</translation>
    </message>
    <message>
        <source>idle, %1: %2 (%3)</source>
        <translation>Leerlauf, %1: %2 (%3)</translation>
    </message>
</context>
<context>
    <name>Campaign</name>
    <message>
        <source>The number of steps</source>
        <translation>Die Anzahl der Schritte</translation>
    </message>
    <message>
        <source>The price of a device hour</source>
        <translation>Der Preis einer Gerätestunde</translation>
    </message>
    <message>
        <source>The power of a device in watts</source>
        <translation>Die Leistung eines Geräts in Watt</translation>
    </message>
    <message>
        <source>The power usage effectiveness</source>
        <translation>Die Power Usage Effectiveness (PUE)</translation>
    </message>
    <message>
        <source>The hours between two failures of a device</source>
        <translation>Die Stunden zwischen zwei Ausfällen eines Geräts</translation>
    </message>
    <message>
        <source>The seconds to write a checkpoint</source>
        <translation>Die Sekunden zum Schreiben eines Checkpoints</translation>
    </message>
    <message>
        <source>The seconds to restart</source>
        <translation>Die Sekunden für einen Neustart</translation>
    </message>
    <message>
        <source>The steps between two checkpoints</source>
        <translation>Die Schritte zwischen zwei Checkpoints</translation>
    </message>
    <message>
        <source>%1 is %2, but must be from %3 to %4.</source>
        <translation>%1: Der Wert ist %2, muss aber zwischen %3 und %4 liegen.</translation>
    </message>
    <message>
        <source>A run has no cost: the model does not fit into the memory of its devices.</source>
        <translation>Ein Lauf hat keine Kosten: Das Modell passt nicht in den Speicher seiner Geräte.</translation>
    </message>
    <message>
        <source>A run has no cost: its step does not come to an end.</source>
        <translation>Ein Lauf hat keine Kosten: Sein Schritt kommt nicht zum Ende.</translation>
    </message>
    <message>
        <source>Such a run never ends: the machine fails every %1 s on average, and from one checkpoint to the next it needs %2 s.</source>
        <translation>Ein solcher Lauf endet nie: Die Maschine fällt im Mittel alle %1 s aus, und von einem Checkpoint zum nächsten braucht sie %2 s.</translation>
    </message>
    <message>
        <source>A run of so many steps takes more than ten thousand years.</source>
        <translation>Ein Lauf mit so vielen Schritten dauert mehr als zehntausend Jahre.</translation>
    </message>
    <message>
        <source>less than %1</source>
        <translation>weniger als %1</translation>
    </message>
</context>
<context>
    <name>Challenges</name>
    <message>
        <source>Fill the bubble</source>
        <translation>Die Bubble füllen</translation>
    </message>
    <message>
        <source>While stage 2 has micro-batch 1, stage 1 is free for the forward of micro-batch 2: drag it to the left.</source>
        <translation>Während Stufe 2 Mikrobatch 1 hat, ist Stufe 1 frei für den Vorwärtspass von Mikrobatch 2: Ziehen Sie ihn nach links.</translation>
    </message>
    <message>
        <source>One forward, one backward</source>
        <translation>Einer vorwärts, einer rückwärts</translation>
    </message>
    <message>
        <source>Begin a backward as soon as its gradient is there: it gives back the memory of a micro-batch.</source>
        <translation>Beginnen Sie einen Rückwärtspass, sobald sein Gradient da ist: Das gibt den Speicher eines Mikrobatches frei.</translation>
    </message>
    <message>
        <source>Split a backward</source>
        <translation>Einen Rückwärtspass teilen</translation>
    </message>
    <message>
        <source>Nobody waits for weight gradients. Split a backward (S) and move its second half into a hole.</source>
        <translation>Auf Gewichtsgradienten wartet niemand. Teilen Sie einen Rückwärtspass (S) und schieben Sie die zweite Hälfte in eine Lücke.</translation>
    </message>
    <message>
        <source>Halve the idle time</source>
        <translation>Den Leerlauf halbieren</translation>
    </message>
    <message>
        <source>Gradients for the input first: the stage before waits for them. Weights where nothing else can run.</source>
        <translation>Zuerst die Gradienten für die Eingabe: Die Stufe davor wartet darauf. Gewichte dort, wo sonst nichts laufen kann.</translation>
    </message>
    <message>
        <source>Beat 1F1B, three kept</source>
        <translation>1F1B schlagen, drei behalten</translation>
    </message>
    <message>
        <source>Stage 1 keeps its micro-batches longest: give it the weights of one before the forward of the next.</source>
        <translation>Stufe 1 behält ihre Mikrobatches am längsten: Geben Sie ihr die Gewichte des einen vor dem Vorwärtspass des nächsten.</translation>
    </message>
    <message>
        <source>A slow stage</source>
        <translation>Eine langsame Stufe</translation>
    </message>
    <message>
        <source>Stage 2 is the narrow place: it should never wait once it has begun.</source>
        <translation>Stufe 2 ist der Engpass: Hat sie einmal begonnen, sollte sie nie warten.</translation>
    </message>
    <message>
        <source>Two chunks, one V</source>
        <translation>Zwei Chunks, ein V</translation>
    </message>
    <message>
        <source>The last chunk lies on the first rank: what it has done forward goes backward there at once.</source>
        <translation>Der letzte Chunk liegt auf dem ersten Rang: Was dort vorwärts fertig ist, geht sofort rückwärts.</translation>
    </message>
    <message>
        <source>No idle at all</source>
        <translation>Gar kein Leerlauf</translation>
    </message>
    <message>
        <source>More forwards before the first backward, and weights as late as they can be.</source>
        <translation>Mehr Vorwärtspässe vor dem ersten Rückwärtspass, und die Gewichte so spät wie möglich.</translation>
    </message>
    <message>
        <source>Here no backward may be split.</source>
        <translation>Hier darf kein Rückwärtspass geteilt werden.</translation>
    </message>
    <message>
        <source>A stage keeps %1 micro-batches; %2 are allowed.</source>
        <translation>Eine Stufe behält %1 Mikrobatches; erlaubt sind %2.</translation>
    </message>
    <message>
        <source>Stages still wait for %1 slots between their first visit and their last.</source>
        <translation>Zwischen ihrem ersten und letzten Besuch warten Stufen noch %1 Takte.</translation>
    </message>
    <message>
        <source>It takes %1 slots; the goal is %2.</source>
        <translation>Es dauert %1 Takte; das Ziel ist %2.</translation>
    </message>
    <message>
        <source>Finish in %1 slots so that no stage waits between its first visit and its last, with at most %2 micro-batches kept on any stage.</source>
        <translation>Werden Sie in %1 Takten fertig, ohne dass eine Stufe zwischen ihrem ersten und letzten Besuch wartet, und mit höchstens %2 behaltenen Mikrobatches je Stufe.</translation>
    </message>
    <message>
        <source>Finish in %1 slots or fewer with at most %2 micro-batches kept on any stage.</source>
        <translation>Werden Sie in höchstens %1 Takten fertig, mit höchstens %2 behaltenen Mikrobatches je Stufe.</translation>
    </message>
    <message>
        <source>Finish in %1 slots or fewer.</source>
        <translation>Werden Sie in höchstens %1 Takten fertig.</translation>
    </message>
    <message>
        <source>Stage %1 takes twice as long as the others.</source>
        <translation>Stufe %1 braucht doppelt so lange wie die anderen.</translation>
    </message>
    <message>
        <source>No backward is split.</source>
        <translation>Kein Rückwärtspass wird geteilt.</translation>
    </message>
    <message>
        <source>Not every pass has its place yet.</source>
        <translation>Noch hat nicht jeder Pass seinen Platz.</translation>
    </message>
</context>
<context>
    <name>ChartFiles</name>
    <message>
        <source>%1 could not be written: its name ends with no kind of file that is known. Use .csv, .json, .png, .svg or .pdf.</source>
        <translation>%1 konnte nicht geschrieben werden: Der Name endet auf keine bekannte Dateiart. Verwenden Sie .csv, .json, .png, .svg oder .pdf.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 konnte nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>Save the points or the chart</source>
        <translation>Die Punkte oder das Diagramm speichern</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Document (*.json)</source>
        <translation>Dokument (*.json)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Bild (*.png)</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>Page (*.pdf)</source>
        <translation>Seite (*.pdf)</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>no difference</source>
        <translation>kein Unterschied</translation>
    </message>
    <message>
        <source>forward work</source>
        <translation>Vorwärtsarbeit</translation>
    </message>
    <message>
        <source>backward work</source>
        <translation>Rückwärtsarbeit</translation>
    </message>
    <message>
        <source>recomputation</source>
        <translation>Neuberechnung</translation>
    </message>
    <message>
        <source>exchange between tensor partners</source>
        <translation>Austausch zwischen Tensorpartnern</translation>
    </message>
    <message>
        <source>sending between stages</source>
        <translation>Senden zwischen Stufen</translation>
    </message>
    <message>
        <source>exchange between context partners</source>
        <translation>Austausch zwischen Kontextpartnern</translation>
    </message>
    <message>
        <source>exchange between experts</source>
        <translation>Austausch zwischen Experten</translation>
    </message>
    <message>
        <source>optimizer work</source>
        <translation>Optimiererarbeit</translation>
    </message>
    <message>
        <source>waiting for the host</source>
        <translation>Warten auf den Host</translation>
    </message>
    <message>
        <source>filling the pipeline</source>
        <translation>Füllen der Pipeline</translation>
    </message>
    <message>
        <source>draining it</source>
        <translation>Leeren der Pipeline</translation>
    </message>
    <message>
        <source>It costs nothing in time, memory or bytes sent.</source>
        <translation>Es kostet nichts an Zeit, Speicher oder gesendeten Bytes.</translation>
    </message>
    <message>
        <source>It pays with %1.</source>
        <translation>Der Preis: %1.</translation>
    </message>
    <message>
        <source>B gains nothing: %1.</source>
        <translation>B gewinnt nichts: %1.</translation>
    </message>
    <message>
        <source>B keeps fewer micro-batches in flight: %1 less on GPU %2.</source>
        <translation>B hält weniger Mikrobatches zugleich: %1 weniger auf GPU %2.</translation>
    </message>
    <message>
        <source>is %1 faster</source>
        <translation>ist %1 schneller</translation>
    </message>
    <message>
        <source>needs %1 less on GPU %2</source>
        <translation>braucht %1 weniger auf GPU %2</translation>
    </message>
    <message>
        <source>sends %1 less</source>
        <translation>sendet %1 weniger</translation>
    </message>
    <message>
        <source>B %1.</source>
        <translation>B %1.</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 mehr</translation>
    </message>
    <message>
        <source>%1 more on GPU %2</source>
        <translation>%1 mehr auf GPU %2</translation>
    </message>
    <message>
        <source>%1 more sent</source>
        <translation>%1 mehr gesendet</translation>
    </message>
    <message>
        <source>%1 stops: a link is down.</source>
        <translation>%1 bleibt stehen: Eine Verbindung ist unterbrochen.</translation>
    </message>
    <message>
        <source>%1 does not fit.</source>
        <translation>%1 passt nicht.</translation>
    </message>
    <message>
        <source>%1 does not fit: it needs %2 of %3 on a GPU.</source>
        <translation>%1 passt nicht: Es braucht %2 von %3 auf einer GPU.</translation>
    </message>
    <message>
        <source>%1 · 1 micro-batch</source>
        <translation>%1 · 1 Mikrobatch</translation>
    </message>
    <message>
        <source>%1 · %2 micro-batches</source>
        <translation>%1 · %2 Mikrobatches</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 Punkte</translation>
    </message>
    <message>
        <source>%1 from A</source>
        <translation>%1 gegenüber A</translation>
    </message>
    <message>
        <source>No difference: A and B take the same time, need the same memory and send the same bytes.</source>
        <translation>Kein Unterschied: A und B brauchen gleich viel Zeit und Speicher und senden gleich viele Bytes.</translation>
    </message>
    <message>
        <source>A runs.</source>
        <translation>A läuft.</translation>
    </message>
    <message>
        <source>B runs.</source>
        <translation>B läuft.</translation>
    </message>
    <message>
        <source>is %1 faster (mostly less %2)</source>
        <translation>ist %1 schneller (vor allem weniger %2)</translation>
    </message>
    <message>
        <source>%1 more (mostly %2)</source>
        <translation>%1 mehr (vor allem %2)</translation>
    </message>
    <message>
        <source>A was measured; B does not run.</source>
        <translation>A wurde gemessen; B läuft nicht.</translation>
    </message>
    <message>
        <source>A was measured, B is predicted: %1.</source>
        <translation>A wurde gemessen, B ist vorhergesagt: %1.</translation>
    </message>
    <message>
        <source>A was measured, B is predicted: %1. Measured against predicted: %2.</source>
        <translation>A wurde gemessen, B ist vorhergesagt: %1. Gemessen gegenüber vorhergesagt: %2.</translation>
    </message>
    <message>
        <source>gradient sync</source>
        <translation>Gradientenabgleich</translation>
    </message>
    <message>
        <source>A and B differ in %1.</source>
        <translation>A und B unterscheiden sich in: %1.</translation>
    </message>
    <message>
        <source>%1 point</source>
        <translation>%1 Punkt</translation>
    </message>
    <message>
        <source>Take turns</source>
        <translation>Nacheinander</translation>
    </message>
    <message>
        <source>B pays with %1.</source>
        <translation>B bezahlt mit %1.</translation>
    </message>
    <message>
        <source>needs 1 GPU less</source>
        <translation>braucht 1 GPU weniger</translation>
    </message>
    <message>
        <source>needs %1 GPUs less</source>
        <translation>braucht %1 GPUs weniger</translation>
    </message>
    <message>
        <source>1 GPU more</source>
        <translation>1 GPU mehr</translation>
    </message>
    <message>
        <source>%1 GPUs more</source>
        <translation>%1 GPUs mehr</translation>
    </message>
    <message>
        <source>B needs %1 more on GPU %2.</source>
        <translation>B braucht %1 mehr auf GPU %2.</translation>
    </message>
    <message>
        <source>B needs %1 less on GPU %2.</source>
        <translation>B braucht %1 weniger auf GPU %2.</translation>
    </message>
    <message>
        <source>%1 · %2 %3</source>
        <translation>%1 · %2 %3</translation>
    </message>
    <message>
        <source>same as A</source>
        <translation>wie A</translation>
    </message>
</context>
<context>
    <name>Config</name>
    <message>
        <source>no sharding</source>
        <translation>kein Sharding</translation>
    </message>
    <message>
        <source>ZeRO-%1</source>
        <translation>ZeRO-%1</translation>
    </message>
    <message>
        <source>The model is now %1 with %2 parameters, from %3; everything else is unchanged.</source>
        <translation>Das Modell ist jetzt %1 mit %2 Parametern, aus %3; alles andere bleibt unverändert.</translation>
    </message>
    <message>
        <source>%1 was applied to the scenario: %2, batches of %3 in micro-batches of %4, %5.</source>
        <translation>%1 wurde auf das Szenario angewandt: %2, Batches von %3 in Mikrobatches von %4, %5.</translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>Source: %1</source>
        <translation>Quelle: %1</translation>
    </message>
    <message>
        <source>unverified</source>
        <translation>ungeprüft</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1, geändert</translation>
    </message>
    <message>
        <source>16-bit floats with the range of fp32</source>
        <translation>16-Bit-Gleitkommazahlen mit dem Wertebereich von fp32</translation>
    </message>
    <message>
        <source>16-bit floats</source>
        <translation>16-Bit-Gleitkommazahlen</translation>
    </message>
    <message>
        <source>32-bit floats</source>
        <translation>32-Bit-Gleitkommazahlen</translation>
    </message>
    <message>
        <source>Matrix products in 8-bit floats, everything else in bf16</source>
        <translation>Matrixprodukte in 8-Bit-Gleitkommazahlen, alles andere in bf16</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>All activations are kept until the backward pass needs them</source>
        <translation>Alle Aktivierungen werden behalten, bis der Rückwärtspass sie braucht</translation>
    </message>
    <message>
        <source>selective</source>
        <translation>selektiv</translation>
    </message>
    <message>
        <source>Recomputes what is large but cheap: attention scores, activated gates, and with latent attention also norms and heads</source>
        <translation>Berechnet neu, was groß, aber billig ist: Attention-Werte, aktivierte Gates und bei Latent Attention auch Normierungen und Köpfe</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>Only the input of each layer is kept; the forward pass runs twice</source>
        <translation>Nur die Eingabe jeder Schicht wird behalten; der Vorwärtspass läuft zweimal</translation>
    </message>
    <message>
        <source>quickest</source>
        <translation>am schnellsten</translation>
    </message>
    <message>
        <source>Ring or tree, whichever is faster, as NCCL chooses</source>
        <translation>Ring oder Baum, was schneller ist, so wie NCCL wählt</translation>
    </message>
    <message>
        <source>ring</source>
        <translation>Ring</translation>
    </message>
    <message>
        <source>Full bandwidth, but more steps with every GPU</source>
        <translation>Volle Bandbreite, aber mit jeder GPU mehr Schritte</translation>
    </message>
    <message>
        <source>tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <source>Few steps, so it wins across many nodes; within one node it is a ring</source>
        <translation>Wenige Schritte, daher bei vielen Knoten im Vorteil; in einem Knoten ist er ein Ring</translation>
    </message>
    <message>
        <source>hierarchical</source>
        <translation>hierarchisch</translation>
    </message>
    <message>
        <source>Summed within each node, then across nodes</source>
        <translation>Summiert erst in jedem Knoten, dann zwischen den Knoten</translation>
    </message>
    <message>
        <source>every micro-batch</source>
        <translation>je Mikrobatch</translation>
    </message>
    <message>
        <source>Each GPU keeps only its shard; every micro-batch pays for a reduce-scatter</source>
        <translation>Jede GPU behält nur ihren Teil; jeder Mikrobatch kostet ein Reduce-Scatter</translation>
    </message>
    <message>
        <source>once per step</source>
        <translation>einmal je Schritt</translation>
    </message>
    <message>
        <source>Each GPU keeps full gradients until the last micro-batch</source>
        <translation>Jede GPU behält volle Gradienten bis zum letzten Mikrobatch</translation>
    </message>
    <message>
        <source>GPUs within a node use its own links, nodes the network</source>
        <translation>GPUs in einem Knoten nutzen dessen eigene Verbindungen, Knoten das Netzwerk</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>der Reihe nach</translation>
    </message>
    <message>
        <source>Adjacent stages are on adjacent GPUs</source>
        <translation>Benachbarte Stufen liegen auf benachbarten GPUs</translation>
    </message>
    <message>
        <source>every other GPU first</source>
        <translation>erst jede zweite GPU</translation>
    </message>
    <message>
        <source>Adjacent stages are far apart: messages travel further</source>
        <translation>Benachbarte Stufen liegen weit auseinander: Nachrichten haben weitere Wege</translation>
    </message>
    <message>
        <source>from the file</source>
        <translation>aus der Datei</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normal</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>langsam</translation>
    </message>
    <message>
        <source>A twentieth of the bandwidth</source>
        <translation>Ein Zwanzigstel der Bandbreite</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>Nothing gets through: the step stops, and you see who waits for what</source>
        <translation>Nichts kommt durch: Der Schritt bleibt stehen, und Sie sehen, wer worauf wartet</translation>
    </message>
    <message>
        <source>GPU model</source>
        <translation>GPU-Modell</translation>
    </message>
    <message>
        <source>change GPU model</source>
        <translation>GPU-Modell ändern</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Model: </source>
        <translation>Modell: </translation>
    </message>
    <message>
        <source>change model</source>
        <translation>Modell ändern</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Link: </source>
        <translation>Verbindung: </translation>
    </message>
    <message>
        <source>change link</source>
        <translation>Verbindung ändern</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Precision: </source>
        <translation>Genauigkeit: </translation>
    </message>
    <message>
        <source>change precision</source>
        <translation>Genauigkeit ändern</translation>
    </message>
    <message>
        <source>Recompute</source>
        <translation>Neuberechnung</translation>
    </message>
    <message>
        <source>Recompute: </source>
        <translation>Neuberechnung: </translation>
    </message>
    <message>
        <source>change recomputation</source>
        <translation>Neuberechnung ändern</translation>
    </message>
    <message>
        <source>All-reduce of gradients</source>
        <translation>All-Reduce der Gradienten</translation>
    </message>
    <message>
        <source>All-reduce: </source>
        <translation>All-Reduce: </translation>
    </message>
    <message>
        <source>change all-reduce</source>
        <translation>All-Reduce ändern</translation>
    </message>
    <message>
        <source>Gradient scatter</source>
        <translation>Gradienten-Scatter</translation>
    </message>
    <message>
        <source>Scatter: </source>
        <translation>Scatter: </translation>
    </message>
    <message>
        <source>change gradient scatter</source>
        <translation>Gradienten-Scatter ändern</translation>
    </message>
    <message>
        <source>GPUs per node</source>
        <translation>GPUs je Knoten</translation>
    </message>
    <message>
        <source>GPUs per node: </source>
        <translation>GPUs je Knoten: </translation>
    </message>
    <message>
        <source>change nodes</source>
        <translation>Knoten ändern</translation>
    </message>
    <message>
        <source>Stage placement</source>
        <translation>Platzierung der Stufen</translation>
    </message>
    <message>
        <source>Stages: </source>
        <translation>Stufen: </translation>
    </message>
    <message>
        <source>change placement</source>
        <translation>Platzierung ändern</translation>
    </message>
    <message>
        <source>Middle link</source>
        <translation>Mittlere Verbindung</translation>
    </message>
    <message>
        <source>Middle link: </source>
        <translation>Mittlere Verbindung: </translation>
    </message>
    <message>
        <source>change the middle link</source>
        <translation>mittlere Verbindung ändern</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Every tensor partner computes all norms and dropouts</source>
        <translation>Jeder Tensorpartner berechnet alle Normierungen und Dropouts</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>Tensor partners split norms and dropouts by token: less memory</source>
        <translation>Tensorpartner teilen Normierungen und Dropouts nach Token auf: weniger Speicher</translation>
    </message>
    <message>
        <source>change %1</source>
        <translation>%1 ändern</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>How many GPUs every layer is split over</source>
        <translation>Auf wie viele GPUs jede Schicht geteilt wird</translation>
    </message>
    <message>
        <source>Pipeline stages</source>
        <translation>Pipelinestufen</translation>
    </message>
    <message>
        <source>How many stages the layers are split into</source>
        <translation>In wie viele Stufen die Schichten geteilt werden</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>Repliken</translation>
    </message>
    <message>
        <source>How many copies of the model split the batch</source>
        <translation>Wie viele Kopien des Modells sich den Batch teilen</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>How many GPUs the tokens of a sample are split over</source>
        <translation>Auf wie viele GPUs die Token eines Beispiels verteilt werden</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>Experten</translation>
    </message>
    <message>
        <source>How many replicas the experts are split over</source>
        <translation>Auf wie viele Repliken die Experten verteilt werden</translation>
    </message>
    <message>
        <source>Sharding</source>
        <translation>Sharding</translation>
    </message>
    <message>
        <source>Sharding: </source>
        <translation>Sharding: </translation>
    </message>
    <message>
        <source>change sharding</source>
        <translation>Sharding ändern</translation>
    </message>
    <message>
        <source>Sequence parallel</source>
        <translation>Sequenzparallel</translation>
    </message>
    <message>
        <source>Sequence parallel: </source>
        <translation>Sequenzparallel: </translation>
    </message>
    <message>
        <source>change sequence parallelism</source>
        <translation>Sequenzparallelität ändern</translation>
    </message>
    <message>
        <source>same as GPUs</source>
        <translation>wie GPU-Zahl</translation>
    </message>
    <message>
        <source>1 micro-batch</source>
        <translation>1 Mikrobatch</translation>
    </message>
    <message>
        <source>%1 micro-batches</source>
        <translation>%1 Mikrobatches</translation>
    </message>
    <message>
        <source>Chunks per GPU</source>
        <translation>Chunks je GPU</translation>
    </message>
    <message>
        <source>change chunks</source>
        <translation>Chunks ändern</translation>
    </message>
    <message>
        <source>How many separate model chunks each GPU holds</source>
        <translation>Wie viele getrennte Modellteile (Chunks) jede GPU enthält</translation>
    </message>
    <message>
        <source>Activation limit</source>
        <translation>Aktivierungsgrenze</translation>
    </message>
    <message>
        <source>change the activation limit</source>
        <translation>Aktivierungsgrenze ändern</translation>
    </message>
    <message>
        <source>How many micro-batches&apos; activations a GPU may keep; the schedule search stays within it</source>
        <translation>Von wie vielen Mikrobatches eine GPU Aktivierungen behalten darf; die Ablaufsuche hält sich daran</translation>
    </message>
    <message>
        <source>Group size</source>
        <translation>Gruppengröße</translation>
    </message>
    <message>
        <source>change group size</source>
        <translation>Gruppengröße ändern</translation>
    </message>
    <message>
        <source>How many micro-batches run through one chunk before the next chunk starts: as many as there are GPUs is depth-first, all of them breadth-first</source>
        <translation>Wie viele Mikrobatches durch einen Chunk laufen, bevor der nächste Chunk beginnt: so viele wie GPUs heißt Tiefe zuerst, alle heißt Breite zuerst</translation>
    </message>
    <message>
        <source>imported, %1</source>
        <translation>importiert, %1</translation>
    </message>
    <message>
        <source>none (the sum)</source>
        <translation>keine (Summe)</translation>
    </message>
    <message>
        <source>A paired forward and backward take as long as one after the other; only the expert all-to-all overlaps with compute</source>
        <translation>Ein Paar aus vorwärts und rückwärts dauert so lange wie beide nacheinander; nur das All-to-All der Experten überlappt mit dem Rechnen</translation>
    </message>
    <message>
        <source>full (the longer)</source>
        <translation>voll (der längere)</translation>
    </message>
    <message>
        <source>A paired forward and backward take as long as the longer of the two</source>
        <translation>Ein Paar aus vorwärts und rückwärts dauert so lange wie der längere der beiden</translation>
    </message>
    <message>
        <source>%1 of the sum</source>
        <translation>%1 der Summe</translation>
    </message>
    <message>
        <source>Part of one hides behind the other</source>
        <translation>Ein Teil des einen wird vom anderen verdeckt</translation>
    </message>
    <message>
        <source>all until W</source>
        <translation>alle bis W</translation>
    </message>
    <message>
        <source>All activations of a micro-batch are kept until its weight gradient (W) is computed: the safe upper bound</source>
        <translation>Alle Aktivierungen eines Mikrobatches werden behalten, bis sein Gewichtsgradient (W) berechnet ist: die sichere Obergrenze</translation>
    </message>
    <message>
        <source>half until W</source>
        <translation>Hälfte bis W</translation>
    </message>
    <message>
        <source>The input gradient frees one half, the weight gradient (W) the other</source>
        <translation>Der Eingabegradient gibt die eine Hälfte frei, der Gewichtsgradient (W) die andere</translation>
    </message>
    <message>
        <source>none after B (input)</source>
        <translation>keine nach B (Eingabe)</translation>
    </message>
    <message>
        <source>The input gradient frees them all: the count used in papers</source>
        <translation>Der Eingabegradient gibt alle frei: die Zählweise in Fachartikeln</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Ablaufplan</translation>
    </message>
    <message>
        <source>Schedule: </source>
        <translation>Ablaufplan: </translation>
    </message>
    <message>
        <source>change schedule</source>
        <translation>Ablauf ändern</translation>
    </message>
    <message>
        <source>The order in which each GPU runs its forward and backward passes. Each row of the list says what a schedule trades off; type to search.</source>
        <translation>Die Reihenfolge, in der jede GPU ihre Vorwärts- und Rückwärtspässe ausführt. Jede Zeile der Liste nennt den Kompromiss eines Ablaufs; zum Suchen tippen.</translation>
    </message>
    <message>
        <source>Overlap of a pair</source>
        <translation>Überlappung eines Paars</translation>
    </message>
    <message>
        <source>Overlap: </source>
        <translation>Überlappung: </translation>
    </message>
    <message>
        <source>change overlap of pairs</source>
        <translation>Überlappung von Paaren ändern</translation>
    </message>
    <message>
        <source>How much a forward and a backward that run as a pair hide behind each other</source>
        <translation>Wie weit ein Vorwärts- und ein Rückwärtspass, die als Paar laufen, einander verdecken</translation>
    </message>
    <message>
        <source>Activations of a split backward</source>
        <translation>Aktivierungen bei geteiltem Rückwärtspass</translation>
    </message>
    <message>
        <source>Kept: </source>
        <translation>Behalten: </translation>
    </message>
    <message>
        <source>change what a split backward keeps</source>
        <translation>Behalten bei geteiltem Rückwärtspass ändern</translation>
    </message>
    <message>
        <source>How long a micro-batch&apos;s activations are kept when its backward is split into B (input) and W</source>
        <translation>Wie lange die Aktivierungen eines Mikrobatches behalten werden, wenn sein Rückwärtspass in B (Eingabe) und W geteilt ist</translation>
    </message>
    <message>
        <source>GPU %1 · %2</source>
        <translation>GPU %1 · %2</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPUs</translation>
    </message>
    <message>
        <source>change GPUs</source>
        <translation>GPUs ändern</translation>
    </message>
    <message>
        <source>How many GPUs train together</source>
        <translation>Wie viele GPUs zusammen trainieren</translation>
    </message>
    <message>
        <source>Global batch</source>
        <translation>Globaler Batch</translation>
    </message>
    <message>
        <source>change the batch</source>
        <translation>Batch ändern</translation>
    </message>
    <message>
        <source>Samples per step, across all GPUs</source>
        <translation>Beispiele je Schritt, über alle GPUs</translation>
    </message>
    <message>
        <source>Micro-batch size</source>
        <translation>Mikrobatchgröße</translation>
    </message>
    <message>
        <source>change the micro-batch size</source>
        <translation>Mikrobatchgröße ändern</translation>
    </message>
    <message>
        <source>Samples that a GPU processes at once</source>
        <translation>Beispiele, die eine GPU auf einmal verarbeitet</translation>
    </message>
    <message>
        <source>Micro-batches</source>
        <translation>Mikrobatches</translation>
    </message>
    <message>
        <source>change micro-batches</source>
        <translation>Mikrobatches ändern</translation>
    </message>
    <message>
        <source>How many pieces each replica&apos;s batch is split into</source>
        <translation>In wie viele Stücke der Batch jeder Replik geteilt wird</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>change layers</source>
        <translation>Schichten ändern</translation>
    </message>
    <message>
        <source>How many layers the model has</source>
        <translation>Wie viele Schichten das Modell hat</translation>
    </message>
    <message>
        <source>Link speed</source>
        <translation>Verbindungstempo</translation>
    </message>
    <message>
        <source>change link speed</source>
        <translation>Verbindungstempo ändern</translation>
    </message>
    <message>
        <source>Bandwidth between neighbouring GPUs, in each direction</source>
        <translation>Bandbreite zwischen benachbarten GPUs, je Richtung</translation>
    </message>
    <message>
        <source>Memory per GPU</source>
        <translation>Speicher je GPU</translation>
    </message>
    <message>
        <source>change memory</source>
        <translation>Speicher ändern</translation>
    </message>
    <message>
        <source>GB is 10⁹ bytes</source>
        <translation>GB sind 10⁹ Byte</translation>
    </message>
    <message>
        <source>slow down a GPU</source>
        <translation>eine GPU verlangsamen</translation>
    </message>
    <message>
        <source>Acts on the selected GPU, else on one in the middle</source>
        <translation>Wirkt auf die gewählte GPU, sonst auf eine in der Mitte</translation>
    </message>
    <message>
        <source>fp32, products in TF32</source>
        <translation>fp32, Produkte in TF32</translation>
    </message>
    <message>
        <source>Nothing is sharded: choose a sharding first.</source>
        <translation>Nichts ist aufgeteilt: zuerst ein Sharding wählen.</translation>
    </message>
    <message>
        <source>Weights are sharded by ZeRO-3 alone.</source>
        <translation>Gewichte teilt nur ZeRO-3 auf.</translation>
    </message>
    <message>
        <source>Fewer than four GPUs share the weights.</source>
        <translation>Weniger als vier GPUs teilen sich die Gewichte.</translation>
    </message>
    <message>
        <source>all replicas</source>
        <translation>alle Repliken</translation>
    </message>
    <message>
        <source>none</source>
        <comment>no second copy</comment>
        <translation>keine</translation>
    </message>
    <message>
        <source>Each GPU keeps and updates its own share</source>
        <translation>Jede GPU hält und aktualisiert ihren eigenen Teil</translation>
    </message>
    <message>
        <source>The processors of each node keep optimizer states and master weights, and update them; weights come back over PCIe</source>
        <translation>Die Prozessoren jedes Knotens halten Optimiererzustände und Master-Gewichte und aktualisieren sie; die Gewichte kommen über PCIe zurück</translation>
    </message>
    <message>
        <source>A step without a backward pass has no optimizer.</source>
        <translation>Ein Schritt ohne Rückwärtspass hat keinen Optimierer.</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>wie üblich</translation>
    </message>
    <message>
        <source>PyTorch&apos;s kernels and habits with ZeRO-2 and ZeRO-3, those of Megatron-LM else</source>
        <translation>Kernel und Gewohnheiten von PyTorch bei ZeRO-2 und ZeRO-3, sonst die von Megatron-LM</translation>
    </message>
    <message>
        <source>Kernels of Transformer Engine or flash-attn</source>
        <translation>Kernel von Transformer Engine oder flash-attn</translation>
    </message>
    <message>
        <source>FSDP, torchtitan: PyTorch&apos;s own attention kernels</source>
        <translation>FSDP, torchtitan: PyTorchs eigene Attention-Kernels</translation>
    </message>
    <message>
        <source>Sharding group</source>
        <translation>Sharding-Gruppe</translation>
    </message>
    <message>
        <source>change the sharding group</source>
        <translation>Sharding-Gruppe ändern</translation>
    </message>
    <message>
        <source>How many replicas divide the states among them; each group holds all of them (hybrid sharding)</source>
        <translation>Wie viele Repliken die Zustände unter sich aufteilen; jede Gruppe hält sie alle (hybrides Sharding)</translation>
    </message>
    <message>
        <source>Second copy of weights</source>
        <translation>Zweite Kopie der Gewichte</translation>
    </message>
    <message>
        <source>change the second copy of weights</source>
        <translation>zweite Kopie der Gewichte ändern</translation>
    </message>
    <message>
        <source>How many neighbours share another copy of the weights, which backward gathers (ZeRO++)</source>
        <translation>Wie viele Nachbarn sich eine weitere Kopie der Gewichte teilen, die der Rückwärtspass sammelt (ZeRO++)</translation>
    </message>
    <message>
        <source>Optimizer offload</source>
        <translation>Auslagern des Optimierers</translation>
    </message>
    <message>
        <source>move the optimizer</source>
        <translation>Optimierer verlegen</translation>
    </message>
    <message>
        <source>Where optimizer states and master weights are: in host memory they leave room on the GPUs, and are updated more slowly.</source>
        <translation>Wo Optimiererzustände und Master-Gewichte liegen: im Hauptspeicher lassen sie Platz auf den GPUs und werden langsamer aktualisiert.</translation>
    </message>
    <message>
        <source>Framework</source>
        <translation>Framework</translation>
    </message>
    <message>
        <source>change the framework</source>
        <translation>Framework ändern</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>Software</translation>
    </message>
    <message>
        <source>change the software</source>
        <translation>Software ändern</translation>
    </message>
    <message>
        <source>Slow GPU</source>
        <translation>Langsame GPU</translation>
    </message>
    <message>
        <source>optimizer</source>
        <comment>what is offloaded</comment>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>Offload: </source>
        <translation>Auslagern: </translation>
    </message>
    <message>
        <source>With experts on several GPUs, there is no second copy of the weights.</source>
        <translation>Sind die Experten auf mehrere GPUs verteilt, gibt es keine zweite Kopie der Gewichte.</translation>
    </message>
</context>
<context>
    <name>Cost</name>
    <message>
        <source>%1 tokens in %2 steps of %3</source>
        <translation>%1 Tokens in %2 Schritten zu je %3</translation>
    </message>
    <message>
        <source>%1 samples in %2 steps of %3</source>
        <translation>%1 Beispiele in %2 Schritten zu je %3</translation>
    </message>
    <message>
        <source>Without failures</source>
        <translation>Ohne Ausfälle</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>Ausfälle</translation>
    </message>
    <message>
        <source>%1 expected, one every %2</source>
        <translation>%1 erwartet, einer alle %2</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>Checkpoints</translation>
    </message>
    <message>
        <source>every %1 steps, %2 (best by Young %3, by Daly %4)</source>
        <translation>alle %1 Schritte, %2 (optimal nach Young %3, nach Daly %4)</translation>
    </message>
    <message>
        <source>Beside training</source>
        <translation>Neben dem Training</translation>
    </message>
    <message>
        <source>writing %1, work done again %2, restarts %3</source>
        <translation>Schreiben %1, wiederholte Arbeit %2, Neustarts %3</translation>
    </message>
    <message>
        <source>Effective</source>
        <translation>Effektiv</translation>
    </message>
    <message>
        <source>%1 of the time trains</source>
        <translation>%1 der Zeit wird trainiert</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>GPU hours</source>
        <translation>GPU-Stunden</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>give a price</source>
        <translation>Preis angeben</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>%1 at most</source>
        <translation>höchstens %1</translation>
    </message>
    <message>
        <source>give a power</source>
        <translation>Leistung angeben</translation>
    </message>
    <message>
        <source>Assumed price and power of %1: %2</source>
        <translation>Angenommener Preis und Leistung von %1: %2</translation>
    </message>
</context>
<context>
    <name>CostFiles</name>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Objects (*.json)</source>
        <translation>Objekte (*.json)</translation>
    </message>
    <message>
        <source>There are no operations to export yet.</source>
        <translation>Es gibt noch keine Operationen zu exportieren.</translation>
    </message>
    <message>
        <source>The operations of all stages were written to %1.</source>
        <translation>Die Operationen aller Stufen wurden nach %1 geschrieben.</translation>
    </message>
    <message>
        <source>Export the operations</source>
        <translation>Operationen exportieren</translation>
    </message>
</context>
<context>
    <name>Differences</name>
    <message>
        <source>%1 predicted, %2 measured, %3</source>
        <translation>%1 vorhergesagt, %2 gemessen, %3</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>computing %1</source>
        <translation>Rechnen %1</translation>
    </message>
    <message>
        <source>busy %1: %2</source>
        <translation>aktiv %1: %2</translation>
    </message>
    <message>
        <source>gradient sync %1</source>
        <translation>Gradientenabgleich %1</translation>
    </message>
</context>
<context>
    <name>Differing</name>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>%1 (%2, %3)</source>
        <translation>%1 (%2, %3)</translation>
    </message>
    <message>
        <source>%1 other settings</source>
        <translation>%1 weiteren Einstellungen</translation>
    </message>
    <message>
        <source>%1: A %2, B %3</source>
        <translation>%1: A %2, B %3</translation>
    </message>
    <message>
        <source>all healthy</source>
        <translation>alle in Ordnung</translation>
    </message>
    <message>
        <source>%1 at %2 speed</source>
        <translation>%1 mit %2 Tempo</translation>
    </message>
    <message>
        <source>link between %1 and %2</source>
        <translation>Verbindung zwischen %1 und %2</translation>
    </message>
    <message>
        <source>%1 down</source>
        <translation>%1 unterbrochen</translation>
    </message>
    <message>
        <source>%1 as usual</source>
        <translation>%1 wie üblich</translation>
    </message>
</context>
<context>
    <name>Editor</name>
    <message>
        <source>%1 is no full backward (B): only that can be split into one for the input (I) and one for the weights (W).</source>
        <translation>%1 ist kein voller Rückwärtspass (B): Nur ein solcher lässt sich in einen für die Eingabe (I) und einen für die Gewichte (W) teilen.</translation>
    </message>
    <message>
        <source>%1 cannot be joined: that takes a backward for the input (I) and the one for its weights (W), both of them placed.</source>
        <translation>%1 lässt sich nicht zusammenfügen: Dazu braucht es einen Rückwärtspass für die Eingabe (I) und den für seine Gewichte (W), beide platziert.</translation>
    </message>
</context>
<context>
    <name>EmptyView</name>
    <message>
        <source>Nothing to show yet: the model does not fit.</source>
        <translation>Noch nichts zu zeigen: Das Modell passt nicht.</translation>
    </message>
    <message>
        <source>Press Space to play, or drag the playhead.</source>
        <translation>Zum Abspielen die Leertaste drücken oder die Abspielmarke ziehen.</translation>
    </message>
</context>
<context>
    <name>Event</name>
    <message>
        <source>each GPU passes on updated weights</source>
        <translation>jede GPU reicht aktualisierte Gewichte weiter</translation>
    </message>
    <message>
        <source>the first and last stages exchange gradients of the tied embedding</source>
        <translation>die erste und die letzte Stufe tauschen Gradienten des gekoppelten Embeddings aus</translation>
    </message>
    <message>
        <source>the first and last stages exchange the sums</source>
        <translation>die erste und die letzte Stufe tauschen die Summen aus</translation>
    </message>
    <message>
        <source>partial sums go up the tree</source>
        <translation>Teilsummen laufen den Baum hinauf</translation>
    </message>
    <message>
        <source>totals come down the tree</source>
        <translation>Gesamtsummen laufen den Baum hinab</translation>
    </message>
    <message>
        <source>each GPU adds its share to a chunk and passes it on</source>
        <translation>jede GPU addiert den eigenen Anteil zu einem Chunk und reicht diesen weiter</translation>
    </message>
    <message>
        <source>each GPU passes on a summed chunk</source>
        <translation>jede GPU reicht einen summierten Chunk weiter</translation>
    </message>
    <message>
        <source>updated weights are gathered</source>
        <translation>aktualisierte Gewichte werden gesammelt</translation>
    </message>
    <message>
        <source>the first and last stages sum the gradients of the tied embedding</source>
        <translation>die erste und die letzte Stufe summieren die Gradienten des gekoppelten Embeddings</translation>
    </message>
    <message>
        <source>the gradients go up a tree of GPUs and back down</source>
        <translation>die Gradienten laufen einen Baum aus GPUs hinauf und wieder hinab</translation>
    </message>
    <message>
        <source>the gradients are summed within each node, then across nodes</source>
        <translation>die Gradienten werden erst in jedem Knoten, dann zwischen den Knoten summiert</translation>
    </message>
    <message>
        <source>the gradients go round the ring</source>
        <translation>die Gradienten laufen um den Ring</translation>
    </message>
    <message>
        <source>%1 (step %2 of %3)</source>
        <translation>%1 (Schritt %2 von %3)</translation>
    </message>
    <message>
        <source>%1, bucket %2 of %3</source>
        <translation>%1, Bucket %2 von %3</translation>
    </message>
    <message>
        <source>%1 and 1 other</source>
        <translation>%1 und 1 weitere</translation>
    </message>
    <message>
        <source>%1 and %2 others</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>the others</source>
        <translation>die anderen</translation>
    </message>
    <message>
        <source>%1, which is slow</source>
        <translation>%1, die langsam ist</translation>
    </message>
    <message>
        <source>chunk %1 of %2</source>
        <translation>Chunk %1 von %2</translation>
    </message>
    <message>
        <source>micro-batch %1 of each replica</source>
        <translation>Mikrobatch %1 in jeder Replik</translation>
    </message>
    <message>
        <source>micro-batch %1 of each of %2 replicas</source>
        <translation>Mikrobatch %1 in %2 Repliken</translation>
    </message>
    <message>
        <source>micro-batch %1</source>
        <translation>Mikrobatch %1</translation>
    </message>
    <message>
        <source>micro-batches %1</source>
        <translation>Mikrobatches %1</translation>
    </message>
    <message>
        <source>%1 starts the forward pass of %2</source>
        <translation>%1 beginnt den Vorwärtspass von %2</translation>
    </message>
    <message>
        <source>%1 start the forward pass of %2</source>
        <translation>%1 beginnen den Vorwärtspass von %2</translation>
    </message>
    <message>
        <source>%1 starts the backward pass of %2</source>
        <translation>%1 beginnt den Rückwärtspass von %2</translation>
    </message>
    <message>
        <source>%1 start the backward pass of %2</source>
        <translation>%1 beginnen den Rückwärtspass von %2</translation>
    </message>
    <message>
        <source>%1 starts the input gradient of %2</source>
        <translation>%1 beginnt den Eingabegradienten von %2</translation>
    </message>
    <message>
        <source>%1 start the input gradient of %2</source>
        <translation>%1 beginnen den Eingabegradienten von %2</translation>
    </message>
    <message>
        <source>%1 starts the weight gradient of %2</source>
        <translation>%1 beginnt den Gewichtsgradienten von %2</translation>
    </message>
    <message>
        <source>%1 start the weight gradient of %2</source>
        <translation>%1 beginnen den Gewichtsgradienten von %2</translation>
    </message>
    <message>
        <source>%1 starts recomputing %2</source>
        <translation>%1 beginnt die Neuberechnung von %2</translation>
    </message>
    <message>
        <source>%1 start recomputing %2</source>
        <translation>%1 beginnen die Neuberechnung von %2</translation>
    </message>
    <message>
        <source>%1 starts the optimizer step</source>
        <translation>%1 beginnt den Optimiererschritt</translation>
    </message>
    <message>
        <source>%1 start the optimizer step</source>
        <translation>%1 beginnen den Optimiererschritt</translation>
    </message>
    <message>
        <source>%1 starts exchanging data</source>
        <translation>%1 beginnt den Datenaustausch</translation>
    </message>
    <message>
        <source>%1 start exchanging data</source>
        <translation>%1 beginnen den Datenaustausch</translation>
    </message>
    <message>
        <source>%1 starts other work</source>
        <translation>%1 beginnt andere Arbeit</translation>
    </message>
    <message>
        <source>%1 start other work</source>
        <translation>%1 beginnen andere Arbeit</translation>
    </message>
    <message>
        <source>%1 starts a matrix product</source>
        <translation>%1 beginnt ein Matrixprodukt</translation>
    </message>
    <message>
        <source>%1 start a matrix product</source>
        <translation>%1 beginnen ein Matrixprodukt</translation>
    </message>
    <message>
        <source>%1 starts attention</source>
        <translation>%1 beginnt die Attention</translation>
    </message>
    <message>
        <source>%1 start attention</source>
        <translation>%1 beginnen die Attention</translation>
    </message>
    <message>
        <source>%1 starts a copy</source>
        <translation>%1 beginnt eine Kopie</translation>
    </message>
    <message>
        <source>%1 start a copy</source>
        <translation>%1 beginnen eine Kopie</translation>
    </message>
    <message>
        <source>%1 starts updating its weights after %2</source>
        <translation>%1 beginnt nach %2 mit der Aktualisierung der Gewichte</translation>
    </message>
    <message>
        <source>%1 start updating its weights after %2</source>
        <translation>%1 beginnen nach %2 mit der Aktualisierung der Gewichte</translation>
    </message>
    <message>
        <source>%1 waits for %2</source>
        <translation>%1 wartet auf %2</translation>
    </message>
    <message>
        <source>%1 wait for %2</source>
        <translation>%1 warten auf %2</translation>
    </message>
    <message>
        <source>%1 has finished computing and syncs gradients</source>
        <translation>%1 ist mit dem Rechnen fertig und gleicht Gradienten ab</translation>
    </message>
    <message>
        <source>%1 have finished computing and sync gradients</source>
        <translation>%1 sind mit dem Rechnen fertig und gleichen Gradienten ab</translation>
    </message>
    <message>
        <source>its samples</source>
        <translation>den eigenen Beispielen</translation>
    </message>
    <message>
        <source>the step is complete</source>
        <translation>der Schritt ist fertig</translation>
    </message>
    <message>
        <source>the step stops: %1</source>
        <translation>der Schritt bleibt stehen: %1</translation>
    </message>
    <message>
        <source>every GPU</source>
        <translation>jede GPU</translation>
    </message>
    <message>
        <source>batch %1</source>
        <translation>Batch %1</translation>
    </message>
    <message>
        <source>batch %1 of each replica</source>
        <translation>Batch %1 jeder Replik</translation>
    </message>
    <message>
        <source>batch %1 of each of %2 replicas</source>
        <translation>Batch %1 jeder von %2 Repliken</translation>
    </message>
    <message>
        <source>batches %1</source>
        <translation>Batches %1</translation>
    </message>
    <message>
        <source>micro-batches %1, %2, … %3</source>
        <translation>Mikrobatches %1, %2, … %3</translation>
    </message>
    <message>
        <source>batches %1, %2, … %3</source>
        <translation>Batches %1, %2, … %3</translation>
    </message>
    <message>
        <source>micro-batches %1 to %2</source>
        <translation>Mikrobatches %1 bis %2</translation>
    </message>
    <message>
        <source>batches %1 to %2</source>
        <translation>Batches %1 bis %2</translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>Training that really happens</source>
        <translation>Echtes Training</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>Störungen</translation>
    </message>
    <message>
        <source>Data parallel</source>
        <translation>Datenparallel</translation>
    </message>
    <message>
        <source>Layers in turn</source>
        <translation>Schichten nacheinander</translation>
    </message>
    <message>
        <source>Hybrid layouts</source>
        <translation>Hybride Aufteilungen</translation>
    </message>
    <message>
        <source>Pipelines</source>
        <translation>Pipelines</translation>
    </message>
    <message>
        <source>Zero bubble and beyond</source>
        <translation>Zero Bubble und mehr</translation>
    </message>
</context>
<context>
    <name>FaultMenus</name>
    <message>
        <source>slow down a GPU</source>
        <translation>eine GPU verlangsamen</translation>
    </message>
    <message>
        <source>Full speed</source>
        <translation>Volles Tempo</translation>
    </message>
    <message>
        <source>Slow: %1 of its speed</source>
        <translation>Langsam: %1 des Tempos</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Slow: 1/20 of its bandwidth</source>
        <translation>Langsam: 1/20 der Bandbreite</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>change a link</source>
        <translation>Verbindung ändern</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Link to %1</source>
        <translation>Verbindung zu %1</translation>
    </message>
    <message>
        <source>Link of %1 and %2</source>
        <translation>Verbindung von %1 und %2</translation>
    </message>
    <message>
        <source>divide the layers evenly</source>
        <translation>Schichten gleichmäßig aufteilen</translation>
    </message>
    <message>
        <source>Divide the layers evenly</source>
        <translation>Schichten gleichmäßig aufteilen</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>1 sample</source>
        <translation>1 Beispiel</translation>
    </message>
    <message>
        <source>%1 samples</source>
        <translation>%1 Beispiele</translation>
    </message>
    <message>
        <source>&lt; 0.1 %</source>
        <translation>&lt; 0,1 %</translation>
    </message>
    <message>
        <source>from %1 to %2 of %3</source>
        <translation>von %1 bis %2 von %3</translation>
    </message>
</context>
<context>
    <name>FixedKeys</name>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>Quiz</source>
        <translation>Quiz</translation>
    </message>
    <message>
        <source>Mystery box</source>
        <translation>Rätselbox</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>Präsentieren</translation>
    </message>
    <message>
        <source>Next step, or lock in the prediction</source>
        <translation>Nächster Schritt, oder die Vorhersage festlegen</translation>
    </message>
    <message>
        <source>Page Down, Enter</source>
        <translation>Bild ab, Eingabe</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>Schritt zurück</translation>
    </message>
    <message>
        <source>Page Up</source>
        <translation>Bild auf</translation>
    </message>
    <message>
        <source>Choose an answer</source>
        <translation>Eine Antwort wählen</translation>
    </message>
    <message>
        <source>Choose an answer, or count a vote</source>
        <translation>Eine Antwort wählen, oder eine Stimme zählen</translation>
    </message>
    <message>
        <source>1 to 8, A to D</source>
        <translation>1 bis 8, A bis D</translation>
    </message>
    <message>
        <source>Take a vote back</source>
        <translation>Eine Stimme zurücknehmen</translation>
    </message>
    <message>
        <source>Shift+1 to Shift+8</source>
        <translation>Umschalt+1 bis Umschalt+8</translation>
    </message>
    <message>
        <source>Show the answer, or go on</source>
        <translation>Die Antwort zeigen, oder weiter</translation>
    </message>
    <message>
        <source>Say what is wrong</source>
        <translation>Sagen, was nicht stimmt</translation>
    </message>
    <message>
        <source>1 to 7</source>
        <translation>1 bis 7</translation>
    </message>
    <message>
        <source>On: the next event, step or question</source>
        <translation>Weiter: nächstes Ereignis, nächster Schritt, nächste Frage</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Next, previous event</source>
        <translation>Nächstes, voriges Ereignis</translation>
    </message>
    <message>
        <source>Right, Left</source>
        <translation>Rechts, Links</translation>
    </message>
    <message>
        <source>Blank the screen, until the next key</source>
        <translation>Bild schwarz, bis zur nächsten Taste</translation>
    </message>
    <message>
        <source>Laser dot (or press the mouse)</source>
        <translation>Laserpunkt (oder Maustaste)</translation>
    </message>
    <message>
        <source>One pane large, or answer an open question</source>
        <translation>Einen Bereich groß, oder eine offene Frage beantworten</translation>
    </message>
    <message>
        <source>1 to 5</source>
        <translation>1 bis 5</translation>
    </message>
    <message>
        <source>Scene and timeline together</source>
        <translation>Szene und Zeitachse zusammen</translation>
    </message>
    <message>
        <source>Notes for the teacher</source>
        <translation>Notizen für Lehrende</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Schedule editor</source>
        <translation>Ablaufeditor</translation>
    </message>
    <message>
        <source>Arrow keys, Home, End</source>
        <translation>Pfeiltasten, Pos1, Ende</translation>
    </message>
    <message>
        <source>Move it in its row</source>
        <translation>In seiner Zeile verschieben</translation>
    </message>
    <message>
        <source>Shift+Left, Shift+Right</source>
        <translation>Umschalt+Links, Umschalt+Rechts</translation>
    </message>
    <message>
        <source>Place what is ready: the first, or from a menu</source>
        <translation>Einsetzen, was bereit ist: das Erste, oder aus einem Menü</translation>
    </message>
    <message>
        <source>Enter, Insert</source>
        <translation>Enter, Einfg</translation>
    </message>
    <message>
        <source>Split a backward, or join it again</source>
        <translation>Rückwärts teilen oder wieder verbinden</translation>
    </message>
    <message>
        <source>Delete, Shift+Delete</source>
        <translation>Entf, Umschalt+Entf</translation>
    </message>
    <message>
        <source>Select a pass</source>
        <translation>Einen Pass auswählen</translation>
    </message>
    <message>
        <source>Take a pass out, or all that needs it too</source>
        <translation>Einen Pass entfernen, oder auch alles, was ihn braucht</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Guide</source>
        <translation>Anleitung</translation>
    </message>
    <message>
        <source>About Parallarium</source>
        <translation>Über Parallarium</translation>
    </message>
    <message>
        <source># Parallarium %1

Watch distributed training happen.

Every picture and every number follows from a schedule that is simulated action by action.

Free software under the GNU General Public License, version 3 or later. Made with Qt and QCustomPlot.</source>
        <translation># Parallarium %1

Verteiltem Training zusehen.

Jedes Bild und jede Zahl folgt aus einem Ablauf, der Aktion für Aktion simuliert wird.

Freie Software unter der GNU General Public License, Version 3 oder später. Erstellt mit Qt und QCustomPlot.</translation>
    </message>
    <message>
        <source>The scene in words</source>
        <translation>Die Szene in Worten</translation>
    </message>
</context>
<context>
    <name>Ideas</name>
    <message>
        <source>Use %1, %2 chunks</source>
        <translation>%1 mit %2 Chunks nutzen</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 nutzen</translation>
    </message>
    <message>
        <source>Tensor %1 · pipeline %2 · data %3</source>
        <translation>Tensor %1 · Pipeline %2 · Daten %3</translation>
    </message>
    <message>
        <source>Replace the slow GPUs</source>
        <translation>Langsame GPUs ersetzen</translation>
    </message>
    <message>
        <source>Replace the slow GPU</source>
        <translation>Langsame GPU ersetzen</translation>
    </message>
    <message>
        <source>Repair the bad links</source>
        <translation>Schlechte Verbindungen reparieren</translation>
    </message>
    <message>
        <source>Repair the bad link</source>
        <translation>Schlechte Verbindung reparieren</translation>
    </message>
    <message>
        <source>Put the stages in order</source>
        <translation>Stufen der Reihe nach anordnen</translation>
    </message>
    <message>
        <source>Use %1 micro-batches</source>
        <translation>%1 Mikrobatches nutzen</translation>
    </message>
    <message>
        <source>Make it a pipeline</source>
        <translation>Daraus eine Pipeline machen</translation>
    </message>
    <message>
        <source>Train in fp8</source>
        <translation>In fp8 trainieren</translation>
    </message>
    <message>
        <source>Train in bf16</source>
        <translation>In bf16 trainieren</translation>
    </message>
    <message>
        <source>Turn recomputation off</source>
        <translation>Neuberechnung abschalten</translation>
    </message>
    <message>
        <source>Recompute selectively</source>
        <translation>Selektiv neu berechnen</translation>
    </message>
    <message>
        <source>Overlap gradient sync</source>
        <translation>Gradientenabgleich überlappen</translation>
    </message>
    <message>
        <source>Recompute activations</source>
        <translation>Aktivierungen neu berechnen</translation>
    </message>
    <message>
        <source>Needs %1 more memory</source>
        <translation>Braucht %1 mehr Speicher</translation>
    </message>
    <message>
        <source>Drops &quot;%1&quot;</source>
        <translation>Verwirft „%1“</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Frees %1, costs time</source>
        <translation>Gibt %1 frei, kostet Zeit</translation>
    </message>
    <message>
        <source>Frees %1</source>
        <translation>Gibt %1 frei</translation>
    </message>
    <message>
        <source>The same work in less time</source>
        <translation>Dieselbe Arbeit in weniger Zeit</translation>
    </message>
    <message>
        <source>Gradient sync drops from %1 to %2</source>
        <translation>Gradientenabgleich sinkt von %1 auf %2</translation>
    </message>
    <message>
        <source>Gradient sync: %1 to %2</source>
        <translation>Abgleich: %1 auf %2</translation>
    </message>
    <message>
        <source>Idle drops from %1 to %2</source>
        <translation>Leerlauf sinkt von %1 auf %2</translation>
    </message>
    <message>
        <source>Idle: %1 to %2</source>
        <translation>Leerlauf: %1 auf %2</translation>
    </message>
    <message>
        <source>same time</source>
        <translation>gleiche Zeit</translation>
    </message>
</context>
<context>
    <name>Idle</name>
    <message>
        <source>filling</source>
        <translation>Füllen</translation>
    </message>
    <message>
        <source>draining</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>waiting for others</source>
        <translation>Warten auf andere</translation>
    </message>
    <message>
        <source>waiting for a link</source>
        <translation>Warten auf Verbindung</translation>
    </message>
    <message>
        <source>waiting for a slow GPU</source>
        <translation>Warten auf langsame GPU</translation>
    </message>
    <message>
        <source>gradient sync</source>
        <translation>Gradientenabgleich</translation>
    </message>
    <message>
        <source>waiting for all</source>
        <translation>Warten auf alle</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Replica %1</source>
        <translation>Replik %1</translation>
    </message>
    <message>
        <source>stage %1</source>
        <translation>Stufe %1</translation>
    </message>
    <message>
        <source>Stage %1</source>
        <translation>Stufe %1</translation>
    </message>
    <message>
        <source>node %1</source>
        <translation>Knoten %1</translation>
    </message>
    <message>
        <source>nodes %1–%2</source>
        <translation>Knoten %1–%2</translation>
    </message>
    <message>
        <source>tensor rank %1 of %2</source>
        <translation>Tensorrang %1 von %2</translation>
    </message>
    <message>
        <source>%1 layers in %2 parts</source>
        <translation>%1 Schichten in %2 Teilen</translation>
    </message>
    <message>
        <source>%1 runs at %2 speed</source>
        <translation>%1 läuft mit %2 Tempo</translation>
    </message>
    <message>
        <source>Its partner waits for it at every layer</source>
        <translation>Ihr Partner wartet in jeder Schicht auf sie</translation>
    </message>
    <message>
        <source>Its %1 partners wait for it at every layer</source>
        <translation>Ihre %1 Partner warten in jeder Schicht auf sie</translation>
    </message>
    <message>
        <source>%1 GPUs</source>
        <translation>%1 GPUs</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>busy, whole step</source>
        <translation>aktiv, ganzer Schritt</translation>
    </message>
    <message>
        <source>and %1 more, each %2</source>
        <translation>und %1 weitere, je %2</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>%1 busy</source>
        <translation>%1 aktiv</translation>
    </message>
    <message>
        <source>memory %1</source>
        <translation>Speicher %1</translation>
    </message>
    <message>
        <source>needed, of %1</source>
        <translation>nötig, von %1</translation>
    </message>
</context>
<context>
    <name>Kinds</name>
    <message>
        <source>forward</source>
        <translation>vorwärts</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>rückwärts</translation>
    </message>
    <message>
        <source>weight gradients</source>
        <translation>Gewichtsgradienten</translation>
    </message>
    <message>
        <source>recomputing</source>
        <translation>Neuberechnung</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>links</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>gradient sync</source>
        <translation>Gradientenabgleich</translation>
    </message>
    <message>
        <source>slow GPUs</source>
        <translation>langsame GPUs</translation>
    </message>
    <message>
        <source>of the step</source>
        <translation>vom Schritt</translation>
    </message>
    <message>
        <source>over work</source>
        <translation>je Arbeit</translation>
    </message>
    <message>
        <source>within the span</source>
        <translation>in der Spanne</translation>
    </message>
    <message>
        <source>All forwards, then all backwards</source>
        <translation>Erst alle vorwärts, dann alle rückwärts</translation>
    </message>
    <message>
        <source>One forward, one backward</source>
        <translation>Einer vorwärts, einer rückwärts</translation>
    </message>
    <message>
        <source>Zero bubble: weight gradients fill the gaps</source>
        <translation>Zero Bubble: Gewichtsgradienten füllen die Lücken</translation>
    </message>
    <message>
        <source>V-shaped, with bounded memory</source>
        <translation>V-förmig, mit begrenztem Speicher</translation>
    </message>
    <message>
        <source>Bidirectional</source>
        <translation>Bidirektional</translation>
    </message>
    <message>
        <source>Asynchronous: no GPU waits for the others</source>
        <translation>Asynchron: Keine GPU wartet auf die anderen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>Every replica holds everything</source>
        <translation>Jede Replik enthält alles</translation>
    </message>
    <message>
        <source>Optimizer states are sharded: each replica updates its share of the weights</source>
        <translation>Optimiererzustände sind aufgeteilt: Jede Replik aktualisiert ihren Teil der Gewichte</translation>
    </message>
    <message>
        <source>Gradients are sharded too</source>
        <translation>Auch die Gradienten sind aufgeteilt</translation>
    </message>
    <message>
        <source>Weights are sharded too, and gathered layer by layer when used</source>
        <translation>Auch die Gewichte sind aufgeteilt und werden bei Gebrauch Schicht für Schicht gesammelt</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Every GPU holds the whole model and gets a share of the batch</source>
        <translation>Jede GPU enthält das ganze Modell und bekommt einen Teil des Batches</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Every GPU holds some of the layers; they take turns</source>
        <translation>Jede GPU enthält einige der Schichten; sie wechseln sich ab</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>Every GPU holds some of the layers; micro-batches keep them all busy</source>
        <translation>Jede GPU enthält einige der Schichten; Mikrobatches halten alle aktiv</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>Every GPU holds a part of every layer; the GPUs of a node sum their results in each layer</source>
        <translation>Jede GPU enthält einen Teil jeder Schicht; die GPUs eines Knotens summieren ihre Ergebnisse in jeder Schicht</translation>
    </message>
    <message>
        <source>Sharded</source>
        <translation>Sharding</translation>
    </message>
    <message>
        <source>Every GPU gets a share of the batch and owns a share of the model; layers are gathered when they are used (ZeRO-3)</source>
        <translation>Jede GPU bekommt einen Teil des Batches und besitzt einen Teil des Modells; Schichten werden bei Gebrauch gesammelt (ZeRO-3)</translation>
    </message>
    <message>
        <source>Hybrid</source>
        <translation>Hybrid</translation>
    </message>
    <message>
        <source>Replicas of a pipeline with tensor-parallel stages</source>
        <translation>Repliken einer Pipeline mit tensorparallelen Stufen</translation>
    </message>
    <message>
        <source>%1, not measured</source>
        <translation>%1, nicht gemessen</translation>
    </message>
    <message>
        <source>%1, measured</source>
        <translation>%1, gemessen</translation>
    </message>
</context>
<context>
    <name>Kpi</name>
    <message>
        <source>one replica alone: %1</source>
        <translation>eine Replik allein: %1</translation>
    </message>
    <message>
        <source>one GPU alone: %1</source>
        <translation>eine GPU allein: %1</translation>
    </message>
    <message>
        <source>alone: %1</source>
        <translation>allein: %1</translation>
    </message>
    <message>
        <source>Step time</source>
        <translation>Schrittzeit</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>samples/s</source>
        <translation>Beispiele/s</translation>
    </message>
    <message>
        <source>%1 per step</source>
        <translation>%1 je Schritt</translation>
    </message>
    <message>
        <source>%1 × one replica</source>
        <translation>%1 × eine Replik</translation>
    </message>
    <message>
        <source>%1 × one GPU</source>
        <translation>%1 × eine GPU</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>whole step</source>
        <translation>ganzer Schritt</translation>
    </message>
    <message>
        <source>whole step, %1 GPUs</source>
        <translation>ganzer Schritt, %1 GPUs</translation>
    </message>
    <message>
        <source>Gradient sync</source>
        <translation>Gradientenabgleich</translation>
    </message>
    <message>
        <source>within the busy time</source>
        <translation>in der aktiven Zeit</translation>
    </message>
    <message>
        <source>of the step</source>
        <translation>vom Schritt</translation>
    </message>
    <message>
        <source>and %1 idle</source>
        <translation>und %1 Leerlauf</translation>
    </message>
    <message>
        <source>and %1 gradient sync</source>
        <translation>und %1 Gradientenabgleich</translation>
    </message>
    <message>
        <source>textbook: %1</source>
        <translation>Lehrbuch: %1</translation>
    </message>
    <message>
        <source>Idle (bubble)</source>
        <translation>Leerlauf (Bubble)</translation>
    </message>
    <message>
        <source>and %1 sync</source>
        <translation>und %1 Abgleich</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 frei</translation>
    </message>
    <message>
        <source>GPU %1 is fullest</source>
        <translation>GPU %1 am vollsten</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>Spitzenspeicher</translation>
    </message>
    <message>
        <source>Needed per GPU</source>
        <translation>Bedarf je GPU</translation>
    </message>
    <message>
        <source>%1 over</source>
        <translation>%1 zu viel</translation>
    </message>
    <message>
        <source>cannot start</source>
        <translation>startet nicht</translation>
    </message>
    <message>
        <source>stopped: a link is down</source>
        <translation>steht: Verbindung unterbrochen</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>ideal: %1</source>
        <translation>ideal: %1</translation>
    </message>
    <message>
        <source>ideal finish: %1</source>
        <translation>ideales Ende: %1</translation>
    </message>
    <message>
        <source>within the busy time, and %1 idle</source>
        <translation>in der aktiven Zeit, und %1 Leerlauf</translation>
    </message>
    <message>
        <source>%1 within busy, %2 idle</source>
        <translation>%1 in aktiver Zeit, %2 Leerlauf</translation>
    </message>
    <message>
        <source>%1 within the busy time</source>
        <translation>%1 in der aktiven Zeit</translation>
    </message>
    <message>
        <source>in busy time</source>
        <translation>in aktiver Zeit</translation>
    </message>
    <message>
        <source>%1 in busy time</source>
        <translation>%1 in aktiver Zeit</translation>
    </message>
    <message>
        <source>same peak on all</source>
        <translation>überall gleiche Spitze</translation>
    </message>
</context>
<context>
    <name>KpiTips</name>
    <message>
        <source>Textbook, equal stages: %1</source>
        <translation>Lehrbuch, gleiche Stufen: %1</translation>
    </message>
    <message>
        <source>At best: %1</source>
        <translation>Bestenfalls: %1</translation>
    </message>
    <message>
        <source>MFU: %1</source>
        <translation>MFU: %1</translation>
    </message>
    <message>
        <source>Ideal finish: work and gradient sync of the busiest GPU at full speed, %1</source>
        <translation>Ideales Ende: Arbeit und Gradientenabgleich der meistbeschäftigten GPU bei vollem Tempo, %1</translation>
    </message>
    <message>
        <source>%1 of it waiting for the optimizer in host memory</source>
        <translation>%1 davon Warten auf den Optimierer im Hauptspeicher</translation>
    </message>
</context>
<context>
    <name>LaunchReadings</name>
    <message>
        <source>%1 was read as a start of %2, on the devices that were chosen before.</source>
        <translation>%1 wurde als Start von %2 gelesen, auf den zuvor gewählten Geräten.</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
</context>
<context>
    <name>Layers</name>
    <message>
        <source>embedding</source>
        <translation>Embedding</translation>
    </message>
    <message>
        <source>head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>layers %1–%2</source>
        <translation>Schichten %1–%2</translation>
    </message>
    <message>
        <source>layers not told</source>
        <translation>Schichten verdeckt</translation>
    </message>
</context>
<context>
    <name>LayoutIdeas</name>
    <message>
        <source>Fastest</source>
        <translation>Am schnellsten</translation>
    </message>
    <message>
        <source>Fastest so far</source>
        <translation>Bisher am schnellsten</translation>
    </message>
    <message>
        <source>%1 less memory</source>
        <translation>%1 weniger</translation>
    </message>
    <message>
        <source>chosen now</source>
        <translation>jetzt gewählt</translation>
    </message>
</context>
<context>
    <name>LayoutPlot</name>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>memory of the fullest GPU at its peak</source>
        <translation>Speicher der vollsten GPU an ihrer Spitze</translation>
    </message>
    <message>
        <source>needs %1</source>
        <translation>braucht %1</translation>
    </message>
    <message>
        <source>Chosen now</source>
        <translation>Jetzt gewählt</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>passt nicht</translation>
    </message>
    <message>
        <source>needs too much memory</source>
        <translation>braucht zu viel Speicher</translation>
    </message>
    <message>
        <source>a layout that was simulated</source>
        <translation>eine simulierte Aufteilung</translation>
    </message>
    <message>
        <source>proved bound</source>
        <translation>bewiesene Schranke</translation>
    </message>
    <message>
        <source>none simulated beats it</source>
        <translation>keine simulierte schlägt sie</translation>
    </message>
    <message>
        <source>idea</source>
        <translation>Idee</translation>
    </message>
    <message>
        <source>chosen now</source>
        <translation>jetzt gewählt</translation>
    </message>
    <message>
        <source>over %1</source>
        <translation>über %1</translation>
    </message>
    <message>
        <source>nothing within %1 can be faster than %2</source>
        <translation>nichts innerhalb von %1 kann schneller sein als %2</translation>
    </message>
    <message>
        <source>none is faster than %1</source>
        <translation>keine ist schneller als %1</translation>
    </message>
</context>
<context>
    <name>Layouts</name>
    <message>
        <source>%1 replicas</source>
        <translation>%1 Repliken</translation>
    </message>
    <message>
        <source>tensor %1</source>
        <translation>Tensor %1</translation>
    </message>
    <message>
        <source>%1 stages</source>
        <translation>%1 Stufen</translation>
    </message>
    <message>
        <source>context %1</source>
        <translation>Kontext %1</translation>
    </message>
    <message>
        <source>experts over %1</source>
        <translation>Experten über %1</translation>
    </message>
    <message>
        <source>one GPU</source>
        <translation>eine GPU</translation>
    </message>
    <message>
        <source>not sharded</source>
        <translation>nicht geteilt</translation>
    </message>
    <message>
        <source>selective recomputation</source>
        <translation>selektive Neuberechnung</translation>
    </message>
    <message>
        <source>full recomputation</source>
        <translation>volle Neuberechnung</translation>
    </message>
    <message>
        <source>no recomputation</source>
        <translation>keine Neuberechnung</translation>
    </message>
    <message>
        <source>%1, %2 chunks</source>
        <translation>%1, %2 Chunks</translation>
    </message>
    <message>
        <source>micro-batches of 1 sample</source>
        <translation>Mikrobatches aus 1 Beispiel</translation>
    </message>
    <message>
        <source>micro-batches of %1 samples</source>
        <translation>Mikrobatches aus %1 Beispielen</translation>
    </message>
    <message>
        <source>sequence parallel</source>
        <translation>sequenzparallel</translation>
    </message>
    <message>
        <source>%1 a step, %2 on the fullest GPU</source>
        <translation>%1 pro Schritt, %2 auf der vollsten GPU</translation>
    </message>
    <message>
        <source>does not fit: needs %1; a step would take %2 at least</source>
        <translation>passt nicht: braucht %1; ein Schritt würde mindestens %2 dauern</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>global batch %1</source>
        <translation>globaler Batch %1</translation>
    </message>
    <message>
        <source>Counting the layouts…</source>
        <translation>Die Aufteilungen werden gezählt…</translation>
    </message>
    <message>
        <source>Looking for the fastest of %1 layouts: %2 looked at</source>
        <translation>Suche nach der schnellsten von %1 Aufteilungen: %2 angesehen</translation>
    </message>
    <message>
        <source>The fastest is proved; looking for those that need less memory: %1 of %2 layouts looked at</source>
        <translation>Die schnellste ist bewiesen; Suche nach solchen mit weniger Speicher: %1 von %2 Aufteilungen angesehen</translation>
    </message>
    <message>
        <source>Search complete: %1 layouts</source>
        <translation>Suche abgeschlossen: %1 Aufteilungen</translation>
    </message>
    <message>
        <source>Cancelled after %1 of %2 layouts</source>
        <translation>Abgebrochen nach %1 von %2 Aufteilungen</translation>
    </message>
    <message>
        <source>Nothing that fits has been found yet.</source>
        <translation>Noch wurde nichts gefunden, was passt.</translation>
    </message>
    <message>
        <source>A first answer; what can be better is being counted.</source>
        <translation>Eine erste Antwort; was besser sein kann, wird gerade gezählt.</translation>
    </message>
    <message>
        <source>%1 in groups of %2</source>
        <translation>%1 in Gruppen von %2</translation>
    </message>
    <message>
        <source>$ %1 a step</source>
        <translation>$ %1 je Schritt</translation>
    </message>
    <message>
        <source>Search complete: 1 layout</source>
        <translation>Suche abgeschlossen: 1 Aufteilung</translation>
    </message>
    <message>
        <source>No other layout is possible.</source>
        <translation>Eine andere Aufteilung ist nicht möglich.</translation>
    </message>
    <message>
        <source>None of %1 layouts fits into %2.</source>
        <translation>Keines von %1 Layouts passt in %2.</translation>
    </message>
    <message>
        <source>The only possible layout does not fit into %1.</source>
        <translation>Die einzige mögliche Aufteilung passt nicht in %1.</translation>
    </message>
    <message>
        <source>Proved: of %1 possible layouts, none that fits into %2 is faster than idea 1.</source>
        <translation>Bewiesen: Von %1 möglichen Aufteilungen ist keine, die in %2 passt, schneller als Idee 1.</translation>
    </message>
    <message>
        <source>Nothing that fits into %1 can be more than %2 faster than idea 1.</source>
        <translation>Nichts, was in %1 passt, kann mehr als %2 schneller sein als Idee 1.</translation>
    </message>
    <message>
        <source>%1 were simulated, %2 need more memory, %3 have no such schedule; proved bounds ruled out the other %4.</source>
        <translation>%1 wurden simuliert, %2 brauchen mehr Speicher, %3 haben keinen solchen Ablauf; bewiesene Schranken schlossen die übrigen %4 aus.</translation>
    </message>
    <message>
        <source>even</source>
        <translation>gleichmäßig</translation>
    </message>
    <message>
        <source>1 layer lighter</source>
        <translation>1 Schicht leichter</translation>
    </message>
    <message>
        <source>%1 layers lighter</source>
        <translation>%1 Schichten leichter</translation>
    </message>
    <message>
        <source>last stage %1</source>
        <translation>letzte Stufe %1</translation>
    </message>
    <message>
        <source>No layout fits; looking on %1 GPUs…</source>
        <translation>Kein Layout passt; suche auf %1 GPUs …</translation>
    </message>
    <message>
        <source>On %1 GPUs there is one that fits.</source>
        <translation>Auf %1 GPUs gibt es eines, das passt.</translation>
    </message>
    <message>
        <source>There is none on %1 GPUs either.</source>
        <translation>Auch auf %1 GPUs gibt es keines.</translation>
    </message>
    <message>
        <source>a partition of its own</source>
        <translation>eigene Verteilung der Schichten</translation>
    </message>
    <message>
        <source>No layout fits; cancelled while looking for one on more GPUs</source>
        <translation>Kein Layout passt; abgebrochen bei der Suche auf mehr GPUs</translation>
    </message>
    <message>
        <source>With the optimizer in host memory none fits either.</source>
        <translation>Auch mit dem Optimierer im Hauptspeicher passt keine.</translation>
    </message>
    <message>
        <source>With the optimizer on the GPUs none fits.</source>
        <translation>Mit dem Optimierer auf den GPUs passt keine.</translation>
    </message>
    <message>
        <source>With the optimizer in host memory the best takes %1 and needs %2.</source>
        <translation>Mit dem Optimierer im Hauptspeicher braucht die beste %1 und %2 Speicher.</translation>
    </message>
    <message>
        <source>With the optimizer on the GPUs the best takes %1 and needs %2.</source>
        <translation>Mit dem Optimierer auf den GPUs braucht die beste %1 und %2 Speicher.</translation>
    </message>
    <message>
        <source>fixed: %1</source>
        <translation>fest: %1</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
    <message>
        <source>communication</source>
        <translation>Kommunikation</translation>
    </message>
    <message>
        <source>comm</source>
        <translation>Komm.</translation>
    </message>
    <message>
        <source>sync</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>weight grad</source>
        <translation>Gew.-Grad.</translation>
    </message>
    <message>
        <source>other</source>
        <translation>Sonstiges</translation>
    </message>
    <message>
        <source>chunk</source>
        <translation>Chunk</translation>
    </message>
    <message>
        <source>from the last GPU</source>
        <translation>von der letzten GPU</translation>
    </message>
    <message>
        <source>from the end</source>
        <translation>vom Ende</translation>
    </message>
    <message>
        <source>ideal finish</source>
        <translation>ideales Ende</translation>
    </message>
    <message>
        <source>ideal</source>
        <translation>ideal</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>rückwärts</translation>
    </message>
    <message>
        <source>waiting for link or slow GPU</source>
        <translation>Warten auf Verbindung oder langsame GPU</translation>
    </message>
    <message>
        <source>waiting for a link</source>
        <translation>Warten auf Verbindung</translation>
    </message>
    <message>
        <source>waiting for a slow GPU</source>
        <translation>Warten auf langsame GPU</translation>
    </message>
    <message>
        <source>bubble</source>
        <translation>Bubble</translation>
    </message>
    <message>
        <source>critical path</source>
        <translation>kritischer Pfad</translation>
    </message>
    <message>
        <source>path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>gradients</source>
        <translation>Gradienten</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>Aktivierungen</translation>
    </message>
    <message>
        <source>workspace of a pass</source>
        <translation>Arbeitsbereich eines Passes</translation>
    </message>
    <message>
        <source>buffers</source>
        <translation>Puffer</translation>
    </message>
    <message>
        <source>chunk (longer mark: deeper)</source>
        <translation>Chunk (längere Marke: tiefer)</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>passt nicht</translation>
    </message>
</context>
<context>
    <name>Lesson</name>
    <message>
        <source>Batches and parts</source>
        <translation>Batches und Teile</translation>
    </message>
    <message>
        <source>Tell the two things that can be split apart: the data and the model.</source>
        <translation>Die zwei Dinge unterscheiden, die sich teilen lassen: die Daten und das Modell.</translation>
    </message>
    <message>
        <source>Let the class name every step aloud: 1-A, 1-B, 2-A. The rhythm is what they should remember.</source>
        <translation>Die Klasse jeden Schritt laut benennen lassen: 1-A, 1-B, 2-A. Diesen Rhythmus soll sie sich merken.</translation>
    </message>
    <message>
        <source>When a batch passes through a layer, call it a visit. How many visits are there until all three batches are through?</source>
        <translation>Läuft ein Batch durch eine Schicht, nennen wir das einen Besuch. Wie viele Besuche gibt es, bis alle drei Batches durch sind?</translation>
    </message>
    <message>
        <source>Two GPUs share the six visits now, one after the other. How long does the step take? On one GPU it took about 6.2 ms.</source>
        <translation>Jetzt teilen sich zwei GPUs die sechs Besuche, einen nach dem anderen. Wie lange dauert der Schritt? Auf einer GPU waren es etwa 6,2 ms.</translation>
    </message>
    <message>
        <source>3.1 ms (two GPUs, half the time)</source>
        <translation>3,1 ms (zwei GPUs, halbe Zeit)</translation>
    </message>
    <message>
        <source>6.2 ms (as long as on one GPU)</source>
        <translation>6,2 ms (so lange wie auf einer GPU)</translation>
    </message>
    <message>
        <source>12.4 ms (twice as long)</source>
        <translation>12,4 ms (doppelt so lange)</translation>
    </message>
    <message>
        <source>It takes 6.19 ms, even a little more than on one GPU, for now each batch has to travel. Two GPUs do not help if one always waits for the other: each is busy only half of the time.</source>
        <translation>Er dauert 6,19 ms, sogar etwas länger als auf einer GPU, denn nun muss jeder Batch wandern. Zwei GPUs helfen nicht, wenn immer eine auf die andere wartet: Jede ist nur die halbe Zeit aktiv.</translation>
    </message>
    <message>
        <source>Most say 3.1 ms: more hands, less time. Ask which of the two GPUs could have begun earlier, and with what.</source>
        <translation>Die meisten sagen 3,1 ms: mehr Hände, weniger Zeit. Nachfragen, welche der beiden GPUs früher hätte beginnen können, und womit.</translation>
    </message>
    <message>
        <source>Do better: choose Pipeline. Then GPU 0 starts the next batch while GPU 1 still works on the one before.</source>
        <translation>Es geht besser: Wählen Sie „Pipeline“. Dann beginnt GPU 0 schon mit dem nächsten Batch, während GPU 1 noch am vorigen arbeitet.</translation>
    </message>
    <message>
        <source>Pipeline is one of the tiles of &quot;How is the work split?&quot;.</source>
        <translation>„Pipeline“ ist eine der Kacheln von „Wie ist die Arbeit aufgeteilt?“.</translation>
    </message>
    <message>
        <source>Batches and parts in code</source>
        <translation>Batches und Teile im Code</translation>
    </message>
    <message>
        <source>Read the same six visits as a program, as three workers side by side, and as an assembly line.</source>
        <translation>Dieselben sechs Besuche als Programm lesen, als drei Worker nebeneinander und als Fließband.</translation>
    </message>
    <message>
        <source>Three batches and two layers again, this time as a program. Line 1 is the data; line 2 is the model, cut into two parts. Line 3 makes an empty list, and two loops will fill it: for every batch, for every part, one visit.</source>
        <translation>Wieder drei Batches und zwei Schichten, diesmal als Programm. Zeile 1 sind die Daten, Zeile 2 ist das Modell, in zwei Teile zerlegt. Zeile 3 legt eine leere Liste an, die zwei Schleifen füllen: für jeden Batch und jeden Teil ein Besuch.</translation>
    </message>
    <message>
        <source>How many entries does the list have when the program is through?</source>
        <translation>Wie viele Einträge hat die Liste am Ende des Programms?</translation>
    </message>
    <message>
        <source>There are 6 entries, three times two. A loop in a loop multiplies: line 6 runs once for each pair of a batch and a part. Three plus two would be two loops one after the other.</source>
        <translation>Es sind 6 Einträge, drei mal zwei. Eine Schleife in einer Schleife multipliziert: Zeile 6 läuft einmal für jedes Paar aus Batch und Teil. Drei plus zwei wären zwei Schleifen hintereinander.</translation>
    </message>
    <message>
        <source>The first entry is batch1-layerA. Which one comes second?</source>
        <translation>Der erste Eintrag ist batch1-layerA. Welcher kommt als zweiter?</translation>
    </message>
    <message>
        <source>batch2-layerA</source>
        <translation>batch2-layerA</translation>
    </message>
    <message>
        <source>batch1-layerB</source>
        <translation>batch1-layerB</translation>
    </message>
    <message>
        <source>batch2-layerB</source>
        <translation>batch2-layerB</translation>
    </message>
    <message>
        <source>Go through it with the right arrow key. Each event in the scene is one turn of the inner loop, and adds its name to the list: the GPU and the program do the same, in the same order.</source>
        <translation>Gehen Sie es mit der Pfeiltaste nach rechts durch. Jedes Ereignis in der Szene ist ein Durchlauf der inneren Schleife und hängt seinen Namen an die Liste an: GPU und Programm tun dasselbe in derselben Reihenfolge.</translation>
    </message>
    <message>
        <source>Two entries are in the list. What has batch 2 seen of the model so far?</source>
        <translation>In der Liste stehen zwei Einträge. Was hat Batch 2 bisher vom Modell gesehen?</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Layer A</source>
        <translation>Schicht A</translation>
    </message>
    <message>
        <source>Both layers</source>
        <translation>Beide Schichten</translation>
    </message>
    <message>
        <source>Nothing. There is one GPU, which makes one visit at a time, and the first two visits were both of batch 1. Batch 2 still lies on the pile.</source>
        <translation>Nichts. Es gibt nur eine GPU, sie macht einen Besuch nach dem anderen, und die ersten beiden galten Batch 1. Batch 2 liegt noch auf dem Stapel.</translation>
    </message>
    <message>
        <source>Change one number: four batches instead of three. Set the global batch to 4, and say beforehand how many entries there will be.</source>
        <translation>Ändern Sie eine einzige Zahl: vier Batches statt drei. Stellen Sie den globalen Batch auf 4, und sagen Sie vorher, wie viele Einträge es werden.</translation>
    </message>
    <message>
        <source>There are 8 entries. In the program one name more in line 1 does the same; the loops need not be touched.</source>
        <translation>Es sind 8 Einträge. Im Programm genügt ein weiterer Name in Zeile 1; die Schleifen bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>A small accident: line 3 slips into the outer loop, between lines 4 and 5. What does the program print?</source>
        <translation>Ein kleines Missgeschick: Zeile 3 rutscht in die äußere Schleife, zwischen die Zeilen 4 und 5. Was gibt das Programm aus?</translation>
    </message>
    <message>
        <source>All six names, as before</source>
        <translation>Alle sechs Namen, wie vorher</translation>
    </message>
    <message>
        <source>[&apos;batch3-layerA&apos;, &apos;batch3-layerB&apos;]</source>
        <translation>[&apos;batch3-layerA&apos;, &apos;batch3-layerB&apos;]</translation>
    </message>
    <message>
        <source>[&apos;batch3-layerB&apos;]</source>
        <translation>[&apos;batch3-layerB&apos;]</translation>
    </message>
    <message>
        <source>Only the two names of batch 3. Every turn of the outer loop now begins with an empty list, and what was in it before is lost. Inside the inner loop, only the very last name would be left.</source>
        <translation>Nur die zwei Namen von Batch 3. Jeder Durchlauf der äußeren Schleife beginnt nun mit einer leeren Liste, und was vorher darin stand, ist verloren. In der inneren Schleife bliebe nur der allerletzte Name übrig.</translation>
    </message>
    <message>
        <source>Three GPUs, each with the whole model and a batch of its own. Each runs lines 5 and 6 for itself; the outer loop has turned into &quot;at the same time&quot;. In which order do the visits begin?</source>
        <translation>Drei GPUs, jede mit dem ganzen Modell und einem eigenen Batch. Jede führt die Zeilen 5 und 6 für sich aus; aus der äußeren Schleife ist ein „gleichzeitig“ geworden. In welcher Reihenfolge beginnen die Besuche?</translation>
    </message>
    <message>
        <source>1-A, 1-B, 2-A, 2-B, 3-A, 3-B</source>
        <translation>1-A, 1-B, 2-A, 2-B, 3-A, 3-B</translation>
    </message>
    <message>
        <source>1-A, 2-A, 3-A, 1-B, 2-B, 3-B</source>
        <translation>1-A, 2-A, 3-A, 1-B, 2-B, 3-B</translation>
    </message>
    <message>
        <source>1-A, 2-A and 3-A together, then the three visits of layer B: what the loops print when they are swapped. The same six visits take 2.05 ms instead of 6.16 ms. Each GPU holds all of parts and one entry of batches.</source>
        <translation>1-A, 2-A und 3-A zusammen, dann die drei Besuche von Schicht B: genau das, was die vertauschten Schleifen ausgeben. Dieselben sechs Besuche dauern 2,05 ms statt 6,16 ms. Jede GPU hält alle Einträge von parts und einen von batches.</translation>
    </message>
    <message>
        <source>Two GPUs that take turns, one part on each. The order is that of the program, and 6.19 ms is no gain. Each GPU holds one entry of parts and sees all of batches. Between two turns of the inner loop something must travel now: the activations.</source>
        <translation>Zwei GPUs, die sich abwechseln, jede mit einem Teil. Die Reihenfolge ist die des Programms, und 6,19 ms sind kein Gewinn. Jede GPU hält einen Eintrag von parts und sieht alle von batches. Zwischen zwei Durchläufen der inneren Schleife muss jetzt etwas wandern: die Aktivierungen.</translation>
    </message>
    <message>
        <source>The same two GPUs as a pipeline, an assembly line. Which visits happen at the same time?</source>
        <translation>Dieselben zwei GPUs als Pipeline, als Fließband. Welche Besuche finden gleichzeitig statt?</translation>
    </message>
    <message>
        <source>1-A with 1-B</source>
        <translation>1-A mit 1-B</translation>
    </message>
    <message>
        <source>2-A with 1-B, and 3-A with 2-B</source>
        <translation>2-A mit 1-B und 3-A mit 2-B</translation>
    </message>
    <message>
        <source>1-A with 2-A, and 1-B with 2-B</source>
        <translation>1-A mit 2-A und 1-B mit 2-B</translation>
    </message>
    <message>
        <source>2-A with 1-B, then 3-A with 2-B: four time slots instead of six, 4.12 ms, and 25 % of the time idle. No batch can be in both layers at once. Neither order of the loops prints this: here the schedule is the program.</source>
        <translation>2-A mit 1-B, dann 3-A mit 2-B: vier Zeitfenster statt sechs, 4,12 ms und 25 % der Zeit Leerlauf. Kein Batch kann in beiden Schichten zugleich sein. Keine Reihenfolge der Schleifen gibt das aus: Hier ist der Ablaufplan das Programm.</translation>
    </message>
    <message>
        <source>Back on one GPU, but now with the backward pass too: 12 visits. Batch 1 has been through A and B, and its gradients have to come back. Which visit is next?</source>
        <translation>Zurück auf eine GPU, jetzt aber auch mit dem Rückwärtspass: 12 Besuche. Batch 1 war in A und B, nun müssen seine Gradienten zurück. Welcher Besuch kommt als nächster?</translation>
    </message>
    <message>
        <source>Backward through layer A</source>
        <translation>Rückwärts durch Schicht A</translation>
    </message>
    <message>
        <source>Backward through layer B</source>
        <translation>Rückwärts durch Schicht B</translation>
    </message>
    <message>
        <source>Through layer B. A gradient begins at the end of the model, where the error is known, and comes back the way the batch went. As a program: a loop over the parts, in reverse.</source>
        <translation>Durch Schicht B. Ein Gradient beginnt am Ende des Modells, wo der Fehler bekannt ist, und läuft den Weg des Batches zurück. Als Programm: eine Schleife über die Teile, rückwärts.</translation>
    </message>
    <message>
        <source>You have seen the six visits in four ways: one GPU, three replicas, two GPUs in turn, a pipeline. Sort the six names of each by the alphabet. What do you find, and what does it mean?</source>
        <translation>Sie haben die sechs Besuche auf vier Arten gesehen: eine GPU, drei Repliken, zwei GPUs im Wechsel, eine Pipeline. Sortieren Sie jeweils die sechs Namen nach dem Alphabet. Was fällt auf, und was bedeutet es?</translation>
    </message>
    <message>
        <source>The same list four times. Splitting never changes what is computed, only where and when.</source>
        <translation>Viermal dieselbe Liste. Teilen ändert nie, was berechnet wird, nur wo und wann.</translation>
    </message>
    <message>
        <source>Data parallel</source>
        <translation>Datenparallel</translation>
    </message>
    <message>
        <source>See the whole model everywhere, a share of the data each, and gradients that are combined so that the copies stay equal.</source>
        <translation>Erkennen: überall das ganze Modell, überall nur ein Anteil der Daten und Gradienten, die zusammengeführt werden, damit die Kopien gleich bleiben.</translation>
    </message>
    <message>
        <source>Now the backward pass. It finds the gradients: for each parameter, which way to move and how far. The three GPUs had different samples, so they now have different gradients.</source>
        <translation>Nun der Rückwärtspass. Er findet die Gradienten: für jeden Parameter, in welche Richtung und wie weit er sich bewegen soll. Die drei GPUs hatten verschiedene Beispiele, also haben sie jetzt verschiedene Gradienten.</translation>
    </message>
    <message>
        <source>Suppose that each GPU now updates its copy of the model with its own gradients alone. What happens?</source>
        <translation>Angenommen, jede GPU aktualisiert ihre Kopie des Modells jetzt nur mit den eigenen Gradienten. Was passiert?</translation>
    </message>
    <message>
        <source>Nothing, the copies stay equal by themselves</source>
        <translation>Nichts, die Kopien bleiben von selbst gleich</translation>
    </message>
    <message>
        <source>The copies drift apart</source>
        <translation>Die Kopien laufen auseinander</translation>
    </message>
    <message>
        <source>Training gets three times as fast</source>
        <translation>Das Training wird dreimal so schnell</translation>
    </message>
    <message>
        <source>They drift apart: each copy learns from its own samples only, and soon there are three different models. Equal copies stay equal only if they move by equal gradients. That is why gradients are combined before the update.</source>
        <translation>Sie laufen auseinander: Jede Kopie lernt nur aus ihren eigenen Beispielen, und bald gibt es drei verschiedene Modelle. Gleiche Kopien bleiben nur gleich, wenn gleiche Gradienten sie bewegen. Darum werden die Gradienten vor der Aktualisierung zusammengeführt.</translation>
    </message>
    <message>
        <source>Three times as fast is half a thought: without sharing, no time is spent on sync, but then three small models are trained, not one.</source>
        <translation>Dreimal so schnell ist nur halb gedacht: Ohne Abgleich geht zwar keine Zeit dafür verloren, aber dann werden drei kleine Modelle trainiert, nicht eines.</translation>
    </message>
    <message>
        <source>See it happen. This small network really learns, on threads of this computer. Switch Share gradients off, run a few steps, and compare the fingerprints of the weights under the workers. Then switch it on again: do the copies become equal?</source>
        <translation>Sehen Sie selbst. Dieses kleine Netz lernt wirklich, in Threads dieses Computers. Schalten Sie „Gradienten abgleichen“ aus, lassen Sie einige Schritte laufen und vergleichen Sie die Fingerabdrücke der Gewichte unter den Workern. Schalten Sie es dann wieder ein: Werden die Kopien gleich?</translation>
    </message>
    <message>
        <source>Choose Train at the top (Ctrl+2). The switch Share gradients is in the panel on the left.</source>
        <translation>Wählen Sie oben „Trainieren“ (Strg+2). Der Schalter „Gradienten abgleichen“ ist in der Leiste links.</translation>
    </message>
    <message>
        <source>The fingerprints differ. Sharing again does not make them equal: all copies then take the same steps, but from different places. Only a new start repairs that.</source>
        <translation>Die Fingerabdrücke unterscheiden sich. Wieder abzugleichen macht sie nicht gleich: Alle Kopien gehen dann dieselben Schritte, aber von verschiedenen Orten aus. Das behebt nur ein Neustart.</translation>
    </message>
    <message>
        <source>Let the class say first whether switching it on again will help. Most expect that it will.</source>
        <translation>Die Klasse zuerst sagen lassen, ob Wiedereinschalten hilft. Die meisten erwarten es.</translation>
    </message>
    <message>
        <source>With sharing, the same network learns from 90 samples per step on 1, 2 or 3 workers. What do the curves of its loss, the error that training makes smaller, look like?</source>
        <translation>Mit Abgleich lernt dasselbe Netz aus 90 Beispielen pro Schritt, auf 1, 2 oder 3 Workern. Wie sehen die Kurven seines Verlusts aus, also des Fehlers, den das Training verkleinert?</translation>
    </message>
    <message>
        <source>Three workers need fewer steps</source>
        <translation>Drei Worker brauchen weniger Schritte</translation>
    </message>
    <message>
        <source>The curves are equal, up to rounding</source>
        <translation>Die Kurven sind gleich, bis auf Rundung</translation>
    </message>
    <message>
        <source>Three workers learn worse, as each sees less</source>
        <translation>Drei Worker lernen schlechter, weil jeder weniger sieht</translation>
    </message>
    <message>
        <source>They are equal, up to the rounding of sums. The step is the same: 90 samples, and the mean of their gradients. How many workers share it makes no difference to what is learned, only to how long it takes. Run it with 1, 2 and 3 workers.</source>
        <translation>Sie sind gleich, bis auf die Rundung der Summen. Der Schritt ist derselbe: 90 Beispiele und der Mittelwert ihrer Gradienten. Wie viele Worker sich ihn teilen, ändert nichts daran, was gelernt wird, nur wie lange es dauert. Probieren Sie es mit 1, 2 und 3 Workern.</translation>
    </message>
    <message>
        <source>This is how gradients are combined: a ring all-reduce. Each GPU cuts its gradients into three chunks and passes chunks on to its neighbour. After 2 rounds each GPU owns one chunk, summed over all; after 4 rounds everybody has every chunk.</source>
        <translation>So werden Gradienten zusammengeführt: ein Ring-All-Reduce. Jede GPU zerlegt ihre Gradienten in drei Chunks und reicht Chunks an die nächste weiter. Nach 2 Runden besitzt jede GPU einen Chunk, über alle summiert; nach 4 Runden haben alle jeden Chunk.</translation>
    </message>
    <message>
        <source>With 30 samples on each GPU, sharing gradients takes 18 % of the step. What share does it take with only 10 samples on each?</source>
        <translation>Mit 30 Beispielen auf jeder GPU macht der Gradientenabgleich 18 % des Schritts aus. Welchen Anteil hat er mit nur 10 Beispielen?</translation>
    </message>
    <message>
        <source>6 % (fewer samples, fewer gradients)</source>
        <translation>6 % (weniger Beispiele, weniger Gradienten)</translation>
    </message>
    <message>
        <source>18 % (as before)</source>
        <translation>18 % (wie vorher)</translation>
    </message>
    <message>
        <source>26 % (the work shrinks, the sharing does not)</source>
        <translation>26 % (die Arbeit schrumpft, der Abgleich nicht)</translation>
    </message>
    <message>
        <source>It is 26 %. The gradients are as many as the parameters, no matter how many samples they come from, so sharing always takes 0.21 ms. With fewer samples there is less work beside it.</source>
        <translation>Es sind 26 %. Es gibt so viele Gradienten wie Parameter, egal aus wie vielen Beispielen sie stammen; der Abgleich dauert also immer 0,21 ms. Mit weniger Beispielen steht ihm weniger Arbeit gegenüber.</translation>
    </message>
    <message>
        <source>Now the other way. Raise the global batch until each GPU has at least 100 samples, and watch the share of gradient sync.</source>
        <translation>Nun umgekehrt. Erhöhen Sie den globalen Batch, bis jede GPU mindestens 100 Beispiele hat, und achten Sie auf den Anteil des Gradientenabgleichs.</translation>
    </message>
    <message>
        <source>Three GPUs with 100 samples each: a global batch of 300 or more. You can also type the number.</source>
        <translation>Drei GPUs mit je 100 Beispielen: ein globaler Batch von 300 oder mehr. Sie können die Zahl auch eintippen.</translation>
    </message>
    <message>
        <source>With 100 samples on each GPU only 9 % of the step goes into sharing gradients: it takes 0.21 ms as before, but there is more work beside it. Large batches make data parallelism cheap.</source>
        <translation>Mit 100 Beispielen auf jeder GPU gehen nur 9 % des Schritts in den Gradientenabgleich: Er dauert 0,21 ms wie vorher, aber ihm steht mehr Arbeit gegenüber. Große Batches machen Datenparallelität billig.</translation>
    </message>
    <message>
        <source>The price of agreeing</source>
        <translation>Der Preis der Einigung</translation>
    </message>
    <message>
        <source>Know what an all-reduce of the gradients costs, when it hides behind computation, and why slow links hurt.</source>
        <translation>Wissen, was ein All-Reduce der Gradienten kostet, wann er sich hinter der Rechnung versteckt und warum langsame Verbindungen wehtun.</translation>
    </message>
    <message>
        <source>Eight copies of Llama-2 7B have finished their backward passes, and each has 13.5 GB of gradients of its own. Before the update they must agree on the mean. This all-reduce goes round a ring: each GPU talks to its two neighbours only.</source>
        <translation>Acht Kopien von Llama-2 7B sind mit dem Rückwärtspass fertig, und jede hat 13,5 GB eigene Gradienten. Vor der Aktualisierung müssen sie sich auf den Mittelwert einigen. Dieser All-Reduce läuft im Ring: Jede GPU spricht nur mit ihren beiden Nachbarn.</translation>
    </message>
    <message>
        <source>Eight GPUs, and all of them need the sum of all eight. How much does each GPU send, measured in the size of its own gradients?</source>
        <translation>Acht GPUs, und alle brauchen die Summe von allen acht. Wie viel sendet jede GPU, gemessen an der Größe ihrer eigenen Gradienten?</translation>
    </message>
    <message>
        <source>0.125 times (an eighth)</source>
        <translation>0,125-mal so viel (ein Achtel)</translation>
    </message>
    <message>
        <source>1.75 times</source>
        <translation>1,75-mal so viel</translation>
    </message>
    <message>
        <source>7 times (to each of the others)</source>
        <translation>7-mal so viel (an jede andere)</translation>
    </message>
    <message>
        <source>8 times</source>
        <translation>8-mal so viel</translation>
    </message>
    <message>
        <source>1.75 times, for 2 (n - 1) / n with n = 8. The gradients are cut into eight chunks; each GPU passes on seven while they are summed and seven more while the sums are handed round. However many GPUs there are, it is never more than 2 times.</source>
        <translation>1,75-mal so viel, nämlich 2 (n - 1) / n mit n = 8. Die Gradienten werden in acht Chunks zerlegt; jede GPU reicht sieben weiter, während summiert wird, und noch einmal sieben, während die Summen verteilt werden. Wie viele GPUs es auch sind, es ist nie mehr als 2-mal so viel.</translation>
    </message>
    <message>
        <source>7 times would be right if everybody sent everything to everybody.</source>
        <translation>7-mal wäre richtig, wenn jede GPU jeder anderen alles schicken würde.</translation>
    </message>
    <message>
        <source>Watch the chunks go round: 14 rounds, seven to add them up and seven to hand out the sums. It takes 87 ms. The bytes alone would need 79 ms; the rest is starting, and filling the ring.</source>
        <translation>Sehen Sie zu, wie die Chunks kreisen: 14 Runden, sieben zum Addieren und sieben zum Verteilen der Summen. Das dauert 87 ms. Die Bytes allein bräuchten 79 ms; der Rest ist Anlaufzeit und das Füllen des Rings.</translation>
    </message>
    <message>
        <source>Now 64 GPUs instead of 8, all in one node with the same links. How long does the all-reduce take, compared with 87 ms?</source>
        <translation>Nun 64 GPUs statt 8, alle in einem Knoten mit denselben Verbindungen. Wie lange dauert der All-Reduce, verglichen mit 87 ms?</translation>
    </message>
    <message>
        <source>11 ms (more hands)</source>
        <translation>11 ms (mehr Hände)</translation>
    </message>
    <message>
        <source>99 ms (hardly more)</source>
        <translation>99 ms (kaum mehr)</translation>
    </message>
    <message>
        <source>695 ms (eight times as many GPUs)</source>
        <translation>695 ms (achtmal so viele GPUs)</translation>
    </message>
    <message>
        <source>99 ms. Each GPU sends 1.97 times its gradients instead of 1.75 times; there are just more and smaller chunks. What hurts is the wire: in nodes of 8, joined by a slower network, it is 169 ms.</source>
        <translation>99 ms. Jede GPU sendet das 1,97-Fache ihrer Gradienten statt des 1,75-Fachen; es sind nur mehr und kleinere Chunks. Teuer ist die Leitung: In Knoten zu 8, verbunden durch ein langsameres Netzwerk, sind es 169 ms.</translation>
    </message>
    <message>
        <source>Back to 8 GPUs. Turn Link speed down from 300 GB/s to 25 GB/s and watch the busy share.</source>
        <translation>Zurück zu 8 GPUs. Senken Sie „Verbindungstempo“ von 300 GB/s auf 25 GB/s und achten Sie auf die Auslastung.</translation>
    </message>
    <message>
        <source>You can type 25 into the field beside the slider Link speed.</source>
        <translation>Sie können 25 in das Feld neben dem Regler „Verbindungstempo“ eintippen.</translation>
    </message>
    <message>
        <source>The all-reduce takes 0.996 s instead of 0.087 s, and the busy share falls from 78 % to 24 %. A GPU that computes in 0.3 s and then talks for a second is a bad investment.</source>
        <translation>Der All-Reduce dauert 0,996 s statt 0,087 s, und die Auslastung fällt von 78 % auf 24 %. Eine GPU, die 0,3 s rechnet und dann eine Sekunde lang redet, ist eine schlechte Investition.</translation>
    </message>
    <message>
        <source>At 300 GB/s again. The gradients of the last layers are ready first, so why wait for the rest? Switch Overlap gradient sync on: chunks travel while the backward pass goes on.</source>
        <translation>Wieder 300 GB/s. Die Gradienten der letzten Schichten sind zuerst fertig, warum also auf den Rest warten? Schalten Sie „Gradientenabgleich überlappen“ ein: Die Chunks reisen, während der Rückwärtspass weiterläuft.</translation>
    </message>
    <message>
        <source>Of 87 ms only a tail of 12 ms can still be seen. The all-reduce takes as long as before; it just happens while the GPU is busy anyway.</source>
        <translation>Von 87 ms ist nur noch ein Rest von 12 ms zu sehen. Der All-Reduce dauert so lange wie vorher; er läuft nur, während die GPU ohnehin aktiv ist.</translation>
    </message>
    <message>
        <source>Overlap is on. With links of 25 GB/s the all-reduce took 0.996 s without it. How much of that is still to be seen now?</source>
        <translation>Die Überlappung ist an. Mit Verbindungen von 25 GB/s dauerte der All-Reduce ohne sie 0,996 s. Wie viel davon ist jetzt noch zu sehen?</translation>
    </message>
    <message>
        <source>0 s (overlap hides everything)</source>
        <translation>0 s (Überlappung versteckt alles)</translation>
    </message>
    <message>
        <source>0.143 s (as small a share as before)</source>
        <translation>0,143 s (ein so kleiner Anteil wie vorher)</translation>
    </message>
    <message>
        <source>Overlap off, 300 GB/s. Give each GPU 2 samples instead of one. What becomes of the busy share of 78 %?</source>
        <translation>Überlappung aus, 300 GB/s. Geben Sie jeder GPU 2 Beispiele statt einem. Was wird aus der Auslastung von 78 %?</translation>
    </message>
    <message>
        <source>It falls: more samples, more gradients</source>
        <translation>Sie sinkt: mehr Beispiele, mehr Gradienten</translation>
    </message>
    <message>
        <source>It stays: both parts double</source>
        <translation>Sie bleibt: beide Teile verdoppeln sich</translation>
    </message>
    <message>
        <source>It rises: only the work doubles</source>
        <translation>Sie steigt: nur die Arbeit verdoppelt sich</translation>
    </message>
    <message>
        <source>It rises to 85 %. The sum of gradients over two samples is no larger than the gradient of one, so the all-reduce still takes 87 ms, and there is more work beside it.</source>
        <translation>Sie steigt auf 85 %. Die Summe der Gradienten zweier Beispiele ist nicht größer als der Gradient von einem; der All-Reduce dauert also weiter 87 ms, und ihm steht mehr Arbeit gegenüber.</translation>
    </message>
    <message>
        <source>Hybrids</source>
        <translation>Hybride</translation>
    </message>
    <message>
        <source>Combine ways of splitting, and place each of them on the links that suit it.</source>
        <translation>Arten des Teilens kombinieren und jede auf die Verbindungen legen, die zu ihr passen.</translation>
    </message>
    <message>
        <source>GPT-3 on 64 GPUs, split in three ways at once. Each row is a replica: 4 of them share the batch. Each column is a stage: 4 of them share the layers. And a tile is a tensor group: 4 GPUs that share every layer between them.</source>
        <translation>GPT-3 auf 64 GPUs, auf drei Arten zugleich geteilt. Jede Zeile ist eine Replik: 4 davon teilen sich den Batch. Jede Spalte ist eine Stufe: 4 davon teilen sich die Schichten. Und eine Kachel ist eine Tensorgruppe: 4 GPUs, die sich jede Schicht teilen.</translation>
    </message>
    <message>
        <source>The picture before is on H200 with twice the batch and newer software. Do not compare its time with these.</source>
        <translation>Das Bild davor läuft auf H200 mit doppeltem Batch und neuerer Software. Seine Zeit nicht mit diesen vergleichen.</translation>
    </message>
    <message>
        <source>What if a tensor group were twice as large: 16 GPUs, across two nodes, and the pipeline only half as long? How long does a step take?</source>
        <translation>Was wäre, wenn eine Tensorgruppe doppelt so groß wäre, 16 GPUs über zwei Knoten, und die Pipeline nur halb so lang? Wie lange dauert ein Schritt?</translation>
    </message>
    <message>
        <source>11.5 s (a shorter pipeline is quicker)</source>
        <translation>11,5 s (eine kürzere Pipeline ist schneller)</translation>
    </message>
    <message>
        <source>In the faster layout, tensor groups of 8, the GPUs are busy 94 % of the step. And in the slower one, with groups of 16?</source>
        <translation>In der schnelleren Aufteilung, Tensorgruppen zu 8, sind die GPUs 94 % des Schritts aktiv. Und in der langsameren, mit Gruppen zu 16?</translation>
    </message>
    <message>
        <source>79 % (it is slower)</source>
        <translation>79 % (sie ist langsamer)</translation>
    </message>
    <message>
        <source>94 % (the same)</source>
        <translation>94 % (gleich)</translation>
    </message>
    <message>
        <source>98 % (although it is slower)</source>
        <translation>98 % (obwohl sie langsamer ist)</translation>
    </message>
    <message>
        <source>The share of the peak that goes into the model is called MFU, model FLOPs utilization. It stands at the top of the window.</source>
        <translation>Der Anteil der Spitzenleistung, der ins Modell geht, heißt MFU, Model FLOPs Utilization. Er steht oben im Fenster.</translation>
    </message>
    <message>
        <source>Which groups talk most? Keep these inside a node of 8. Then more chunks make the bubble smaller.</source>
        <translation>Welche Gruppen reden am meisten? Halten Sie diese in einem Knoten von 8. Danach verkleinern mehr Chunks die Bubble.</translation>
    </message>
    <message>
        <source>You plan the layout of a new cluster: nodes of 8 GPUs, slow links between them. Which kind of splitting would you keep inside a node, which would you let reach across, and why?</source>
        <translation>Sie planen die Aufteilung für einen neuen Cluster: Knoten mit 8 GPUs, dazwischen langsame Verbindungen. Welche Art des Teilens halten Sie im Knoten, welche lassen Sie darüber hinausreichen, und warum?</translation>
    </message>
    <message>
        <source>Tensor inside: it exchanges activations in every layer and mostly waits for them. Pipeline across: it only hands small activations over at the cuts. Data across: once a step, and it can hide behind the backward pass.</source>
        <translation>Tensor im Knoten: Hier werden in jeder Schicht Aktivierungen ausgetauscht, und meist wird darauf gewartet. Pipeline darüber hinaus: Sie übergibt nur an den Schnitten kleine Aktivierungen. Daten darüber hinaus: einmal pro Schritt, und das lässt sich hinter dem Rückwärtspass verstecken.</translation>
    </message>
    <message>
        <source>Say what fills a GPU, why copies do not help a model that is too large, and which ways of splitting do.</source>
        <translation>Sagen können, was eine GPU füllt, warum Kopien bei einem zu großen Modell nicht helfen und welche Arten des Teilens es tun.</translation>
    </message>
    <message>
        <source>No, each GPU still needs the whole copy</source>
        <translation>Nein, jede GPU braucht weiter die ganze Kopie</translation>
    </message>
    <message>
        <source>Try it: set GPUs to 8 and look at the memory of each.</source>
        <translation>Probieren Sie es: Stellen Sie „GPUs“ auf 8 und sehen Sie sich den Speicher jeder GPU an.</translation>
    </message>
    <message>
        <source>Yes, with room to spare</source>
        <translation>Ja, mit viel Platz</translation>
    </message>
    <message>
        <source>Yes, just</source>
        <translation>Ja, gerade so</translation>
    </message>
    <message>
        <source>No, only the activations get smaller</source>
        <translation>Nein, nur die Aktivierungen werden kleiner</translation>
    </message>
    <message>
        <source>Now the model is split instead: four GPUs in a pipeline, a quarter of the layers on each. A GPU holds states for its own layers only, 27 GB on average, and with activations at most 48 GB. The model fits, and runs. Play it.</source>
        <translation>Nun wird stattdessen das Modell geteilt: vier GPUs in einer Pipeline, ein Viertel der Schichten auf jeder. Eine GPU hält nur die Zustände ihrer eigenen Schichten, im Mittel 27 GB, und mit Aktivierungen höchstens 48 GB. Das Modell passt und läuft. Spielen Sie es ab.</translation>
    </message>
    <message>
        <source>The two ends hold a little more, for the embedding and the head: 28.0 GB of states against 25.9 GB in the middle.</source>
        <translation>Die beiden Enden halten etwas mehr, für Embedding und Kopf: 28,0 GB an Zuständen gegenüber 25,9 GB in der Mitte.</translation>
    </message>
    <message>
        <source>Recompute has the choices nothing, selective and everything.</source>
        <translation>„Neuberechnung“ bietet „nichts“, „selektiv“ und „alles“ zur Wahl.</translation>
    </message>
    <message>
        <source>GPT-3 has 174.6 billion parameters, with 16 bytes of states each: 2.79 TB. Divided by ZeRO-3, they just go into 35 GPUs of 80 GB. Will the model train on these 35?</source>
        <translation>GPT-3 hat 174,6 Milliarden Parameter mit je 16 Bytes an Zuständen: 2,79 TB. Mit ZeRO-3 aufgeteilt passen sie gerade in 35 GPUs mit 80 GB. Lässt sich das Modell auf diesen 35 trainieren?</translation>
    </message>
    <message>
        <source>By a pipeline alone it takes 48 GPUs: of 96 layers two on each. With 32 GPUs and three layers on each it does not fit.</source>
        <translation>Mit einer Pipeline allein braucht es 48 GPUs: von 96 Schichten je zwei. Mit 32 GPUs und je drei Schichten passt es nicht.</translation>
    </message>
    <message>
        <source>Make it fit: raise the number of GPUs until the model runs.</source>
        <translation>Machen Sie es passend: Erhöhen Sie die Zahl der GPUs, bis das Modell läuft.</translation>
    </message>
    <message>
        <source>Pipelining and bubbles</source>
        <translation>Pipelines und Bubbles</translation>
    </message>
    <message>
        <source>Keep several micro-batches on their way, and find by experiment how the idle share depends on their number.</source>
        <translation>Mehrere Mikrobatches unterwegs halten und durch Versuche finden, wie der Leerlaufanteil von ihrer Zahl abhängt.</translation>
    </message>
    <message>
        <source>Cut the batch into 4 micro-batches. How much of the step is each GPU busy then?</source>
        <translation>Zerlegen Sie den Batch in 4 Mikrobatches. Wie viel des Schritts ist jede GPU dann aktiv?</translation>
    </message>
    <message>
        <source>25 % (cutting changes nothing)</source>
        <translation>25 % (Zerlegen ändert nichts)</translation>
    </message>
    <message>
        <source>57 % (the bubble shrinks, but stays)</source>
        <translation>57 % (die Bubble schrumpft, aber bleibt)</translation>
    </message>
    <message>
        <source>100 % (as many micro-batches as GPUs)</source>
        <translation>100 % (so viele Mikrobatches wie GPUs)</translation>
    </message>
    <message>
        <source>57 %, so 43 % is idle. The last GPU still waits until the first micro-batch has come through the other three, and the first one waits again at the end: 3 of 7 time slots. As many micro-batches as GPUs are not enough.</source>
        <translation>57 %, also 43 % Leerlauf. Die letzte GPU wartet weiterhin, bis der erste Mikrobatch durch die anderen drei gekommen ist, und die erste wartet am Ende noch einmal: 3 von 7 Zeitfenstern. So viele Mikrobatches wie GPUs genügen nicht.</translation>
    </message>
    <message>
        <source>100 % is the favourite. Let those who chose it say what GPU 3 does in the first moment.</source>
        <translation>100 % ist der Favorit. Wer das gewählt hat, soll sagen, was GPU 3 im ersten Moment tut.</translation>
    </message>
    <message>
        <source>Set Micro-batches to 4 and play the step.</source>
        <translation>Stellen Sie „Mikrobatches“ auf 4 und spielen Sie den Schritt ab.</translation>
    </message>
    <message>
        <source>The slider Micro-batches cuts the batch of 32 samples into equal pieces.</source>
        <translation>Der Regler „Mikrobatches“ zerlegt den Batch von 32 Beispielen in gleiche Stücke.</translation>
    </message>
    <message>
        <source>1.008 s instead of 2.304 s, for the same 32 samples and the same arithmetic. Only the order has changed.</source>
        <translation>1,008 s statt 2,304 s, für dieselben 32 Beispiele und dieselbe Rechnung. Nur die Reihenfolge hat sich geändert.</translation>
    </message>
    <message>
        <source>With 4 micro-batches 43 % of the step was idle, with 8 it is 27 %. Draw how it goes on with 16 and with 32, always for the same batch.</source>
        <translation>Mit 4 Mikrobatches waren 43 % des Schritts Leerlauf, mit 8 sind es 27 %. Zeichnen Sie, wie es mit 16 und mit 32 weitergeht, immer für denselben Batch.</translation>
    </message>
    <message>
        <source>15.8 % and 8.6 %. With p GPUs and m micro-batches the idle share is (p - 1) / (m + p - 1). Each doubling takes away a bit less than half, and zero is never reached: a batch of 64 in 64 pieces still leaves 4.5 %.</source>
        <translation>15,8 % und 8,6 %. Mit p GPUs und m Mikrobatches ist der Leerlaufanteil (p - 1) / (m + p - 1). Jede Verdopplung nimmt etwas weniger als die Hälfte weg, und null wird nie erreicht: Ein Batch von 64 in 64 Stücken lässt immer noch 4,5 % übrig.</translation>
    </message>
    <message>
        <source>Many draw a straight line down to zero. Ask what a bubble of zero would mean for GPU 3 in the first moment.</source>
        <translation>Viele zeichnen eine Gerade bis auf null. Nachfragen, was eine Bubble von null für GPU 3 im ersten Moment hieße.</translation>
    </message>
    <message>
        <source>Check your curve: try 8, 16 and 32 micro-batches and read the idle share at the top.</source>
        <translation>Prüfen Sie Ihre Kurve: Probieren Sie 8, 16 und 32 Mikrobatches, und lesen Sie oben den Leerlaufanteil ab.</translation>
    </message>
    <message>
        <source>The step is done when idle time is below a tenth.</source>
        <translation>Der Schritt ist geschafft, wenn der Leerlauf unter einem Zehntel liegt.</translation>
    </message>
    <message>
        <source>With 32 micro-batches 8.6 % is idle, and the step takes 0.63 s.</source>
        <translation>Mit 32 Mikrobatches sind 8,6 % Leerlauf, und der Schritt dauert 0,63 s.</translation>
    </message>
    <message>
        <source>Now calculate. What is the smallest number of micro-batches with which less than 20 % of the step is idle, on these 4 GPUs?</source>
        <translation>Nun rechnen Sie. Was ist die kleinste Zahl von Mikrobatches, mit der weniger als 20 % des Schritts Leerlauf sind, auf diesen 4 GPUs?</translation>
    </message>
    <message>
        <source>13. With 12 it is 3 / 15, exactly 20.0 %, and that is not less. A longer pipeline needs more: 8 GPUs with 8 micro-batches are idle 46.7 % of the step.</source>
        <translation>13. Mit 12 sind es 3 / 15, genau 20,0 %, und das ist nicht weniger. Eine längere Pipeline braucht mehr: 8 GPUs mit 8 Mikrobatches haben 46,7 % des Schritts Leerlauf.</translation>
    </message>
    <message>
        <source>12 is the near miss: (p - 1) / (m + p - 1) is exactly a fifth there.</source>
        <translation>12 ist knapp daneben: (p - 1) / (m + p - 1) ist dort genau ein Fünftel.</translation>
    </message>
    <message>
        <source>What does GPipe, this simple order, cost? A backward pass needs the activations of its forward pass, so GPU 0 keeps them for all 8 micro-batches before the first gradient comes back: 18.4 GB. Watch the count on its card.</source>
        <translation>Was kostet GPipe, diese einfache Reihenfolge? Ein Rückwärtspass braucht die Aktivierungen seines Vorwärtspasses. GPU 0 behält sie also für alle 8 Mikrobatches, bevor der erste Gradient zurückkommt: 18,4 GB. Achten Sie auf die Zahl auf ihrer Karte.</translation>
    </message>
    <message>
        <source>The card does not count the micro-batch in work. Later in the step every GPU keeps 8; GPU 3 then shows 7 and works on one.</source>
        <translation>Die Karte zählt den Mikrobatch in Arbeit nicht mit. Später im Schritt behält jede GPU 8; GPU 3 zeigt dann 7 und arbeitet an einem.</translation>
    </message>
    <message>
        <source>1F1B is another order: each GPU does a backward pass as soon as it can, then one forward, one backward, in turn. GPUs, links and micro-batches stay. What changes?</source>
        <translation>1F1B ist eine andere Reihenfolge: Jede GPU macht einen Rückwärtspass, sobald sie kann, danach im Wechsel einmal vorwärts, einmal rückwärts. GPUs, Verbindungen und Mikrobatches bleiben. Was ändert sich?</translation>
    </message>
    <message>
        <source>The step is shorter</source>
        <translation>Der Schritt ist kürzer</translation>
    </message>
    <message>
        <source>GPU 0 keeps fewer activations</source>
        <translation>GPU 0 behält weniger Aktivierungen</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beides</translation>
    </message>
    <message>
        <source>Only the memory: both steps take 0.792 s. But GPU 0 never keeps more than 4 micro-batches, 9.2 GB instead of 18.4 GB. The bubble is the same, as filling and draining the pipeline take just as long. Working earlier is not working faster.</source>
        <translation>Nur der Speicher: Beide Schritte dauern 0,792 s. Aber GPU 0 behält nie mehr als 4 Mikrobatches, 9,2 GB statt 18,4 GB. Die Bubble ist dieselbe, denn Füllen und Leeren der Pipeline dauern genauso lange. Früher arbeiten heißt nicht schneller arbeiten.</translation>
    </message>
    <message>
        <source>Both is the most frequent answer.</source>
        <translation>„Beides“ ist die häufigste Antwort.</translation>
    </message>
    <message>
        <source>Pin this run as A (P), then choose 1F1B under Schedule. Compare the two timelines and the count of kept activations.</source>
        <translation>Heften Sie diesen Lauf als A an (P), und wählen Sie dann 1F1B unter „Ablaufplan“. Vergleichen Sie die beiden Zeitachsen und die Zahl der behaltenen Aktivierungen.</translation>
    </message>
    <message>
        <source>A and B end at the same moment. In B the backward passes begin as soon as micro-batch 1 has come through, so activations are given back early; the last GPU never keeps more than the one in work.</source>
        <translation>A und B enden im selben Moment. In B beginnen die Rückwärtspässe, sobald Mikrobatch 1 durch ist; Aktivierungen werden also früh freigegeben. Die letzte GPU behält nie mehr als den in Arbeit.</translation>
    </message>
    <message>
        <source>Now against the bubble itself. Choose Interleaved 1F1B: each GPU gets 2 thin slices of the model, called chunks, in place of a thick one, so the first micro-batch reaches the last GPU in half the time.</source>
        <translation>Nun gegen die Bubble selbst. Wählen Sie Interleaved 1F1B: Jede GPU bekommt statt einer dicken Scheibe des Modells 2 dünne, Chunks genannt. So erreicht der erste Mikrobatch die letzte GPU in der halben Zeit.</translation>
    </message>
    <message>
        <source>Set Chunks per GPU to 2 if it is another number.</source>
        <translation>Stellen Sie „Chunks je GPU“ auf 2, falls dort eine andere Zahl steht.</translation>
    </message>
    <message>
        <source>15.8 % idle instead of 27.3 %. You pay twice: 112 hand-overs instead of 48, since each micro-batch goes round twice, and GPU 0 keeps 12.7 GB instead of 9.2 GB.</source>
        <translation>15,8 % Leerlauf statt 27,3 %. Sie zahlen doppelt: 112 Übergaben statt 48, weil jeder Mikrobatch zweimal herumläuft, und GPU 0 behält 12,7 GB statt 9,2 GB.</translation>
    </message>
    <message>
        <source>The toy layers of the steps before do not show this: their time is proportional to the samples.</source>
        <translation>Die Spielzeugschichten der Schritte davor zeigen das nicht: Ihre Zeit ist proportional zur Zahl der Beispiele.</translation>
    </message>
    <message>
        <source>The slow worker</source>
        <translation>Der langsame Worker</translation>
    </message>
    <message>
        <source>Diagnose whose fault the waiting is, and make up for it.</source>
        <translation>Herausfinden, wer am Warten schuld ist, und es ausgleichen.</translation>
    </message>
    <message>
        <source>The mean is the favourite. Ask who could take over the work of the slow one: nobody, shares are fixed before the step.</source>
        <translation>Das Mittel ist der Favorit. Nachfragen, wer die Arbeit der langsamen übernehmen könnte: niemand, die Anteile stehen vor dem Schritt fest.</translation>
    </message>
    <message>
        <source>The same in a pipeline of four stages: GPU 2 runs at 70 %. With healthy GPUs the step took 0.271 s. And now?</source>
        <translation>Dasselbe in einer Pipeline aus vier Stufen: GPU 2 läuft mit 70 %. Mit gesunden GPUs dauerte der Schritt 0,271 s. Und jetzt?</translation>
    </message>
    <message>
        <source>0.292 s (only one of four is slow)</source>
        <translation>0,292 s (nur eine von vier ist langsam)</translation>
    </message>
    <message>
        <source>0.344 s (somewhat less than with replicas)</source>
        <translation>0,344 s (etwas weniger als bei Repliken)</translation>
    </message>
    <message>
        <source>0.388 s (as bad as with replicas)</source>
        <translation>0,388 s (so schlimm wie bei Repliken)</translation>
    </message>
    <message>
        <source>0.344 s, 1.27 times as long. While the pipeline fills and drains, the other stages work at their full speed. In the middle they follow the slowest; the more micro-batches, the closer to 1.43 times. With 16 of them, in &quot;Pipeline of 4, one is slow, free links&quot;, it is 1.34 times.</source>
        <translation>0,344 s, 1,27-mal so lange. Während die Pipeline sich füllt und leert, arbeiten die anderen Stufen mit vollem Tempo. In der Mitte folgen sie der langsamsten; je mehr Mikrobatches, desto näher am 1,43-Fachen. Mit 16 davon in „Pipeline mit 4 Stufen, eine langsam, ideale Verbindungen“ ist es das 1,34-Fache.</translation>
    </message>
    <message>
        <source>Watch the middle of the step. GPU 2 works without gaps; all the others have a gap after every pair of cells, one forward and one backward. Each of them waits 72 ms in all for the slow one.</source>
        <translation>Achten Sie auf die Mitte des Schritts. GPU 2 arbeitet ohne Lücken; alle anderen haben eine Lücke nach jedem Paar von Zellen, einer vorwärts und einer rückwärts. Jede von ihnen wartet insgesamt 72 ms auf die langsame.</translation>
    </message>
    <message>
        <source>The slow GPU cannot be sped up, but its work can be made less. Here it holds 4 layers instead of 6, and its two neighbours before it hold 7. The step takes 0.297 s instead of 0.344 s: nearly two thirds of the loss are won back. Play it, and look for gaps.</source>
        <translation>Die langsame GPU lässt sich nicht beschleunigen, aber ihre Arbeit verringern. Hier hält sie 4 Schichten statt 6, und die beiden GPUs vor ihr halten 7. Der Schritt dauert 0,297 s statt 0,344 s: Fast zwei Drittel des Verlusts sind zurückgewonnen. Spielen Sie es ab und suchen Sie nach Lücken.</translation>
    </message>
    <message>
        <source>In a scenario file this is parallel.partition: [7, 7, 4, 6]. Replicas cannot do it so easily: there the shares of samples would have to differ.</source>
        <translation>In einer Szenariodatei ist das parallel.partition: [7, 7, 4, 6]. Mit Repliken geht es nicht so leicht: Dort müssten sich die Anteile an den Beispielen unterscheiden.</translation>
    </message>
    <message>
        <source>Now you are the doctor. Choose Run &gt; Mystery box: the program hides one fault: a slow GPU, a slow or cut link, uneven layers, misplaced parts, too few micro-batches, or states that are too large. You have three minutes. Say what it is, then repair it.</source>
        <translation>Jetzt stellen Sie die Diagnose. Wählen Sie „Lauf &gt; Rätselbox“: Das Programm versteckt einen Fehler: eine langsame GPU, eine langsame oder unterbrochene Verbindung, ungleiche Schichten, falsch platzierte Teile, zu wenige Mikrobatches oder zu große Zustände. Sie haben drei Minuten. Sagen Sie, was es ist, und beheben Sie es.</translation>
    </message>
    <message>
        <source>Works best in pairs: one looks at the timeline, one at the network. Ask for the evidence before the diagnosis.</source>
        <translation>Am besten zu zweit: Eine Person sieht auf die Zeitachse, eine auf das Netzwerk. Vor der Diagnose nach den Indizien fragen.</translation>
    </message>
    <message>
        <source>Why do GPUs wait?</source>
        <translation>Warum warten GPUs?</translation>
    </message>
    <message>
        <source>Explain why a model that is split by layers leaves GPUs idle, and find the culprit when it is worse than expected.</source>
        <translation>Erklären, warum ein nach Schichten geteiltes Modell GPUs leerlaufen lässt, und den Schuldigen finden, wenn es schlimmer ist als erwartet.</translation>
    </message>
    <message>
        <source>Over the whole step, how much of the time is each GPU busy?</source>
        <translation>Über den ganzen Schritt gesehen: Wie viel der Zeit ist jede GPU aktiv?</translation>
    </message>
    <message>
        <source>About 25 %</source>
        <translation>Etwa 25 %</translation>
    </message>
    <message>
        <source>About 50 %</source>
        <translation>Etwa 50 %</translation>
    </message>
    <message>
        <source>About 75 %</source>
        <translation>Etwa 75 %</translation>
    </message>
    <message>
        <source>About 100 %</source>
        <translation>Etwa 100 %</translation>
    </message>
    <message>
        <source>Ask for a show of hands before you lock in.</source>
        <translation>Vor dem Festlegen per Handzeichen abstimmen lassen.</translation>
    </message>
    <message>
        <source>Take twice as many GPUs: the same model, cut into 8 parts. How long does the step take now?</source>
        <translation>Nehmen Sie doppelt so viele GPUs: dasselbe Modell, in 8 Teile zerlegt. Wie lange dauert der Schritt jetzt?</translation>
    </message>
    <message>
        <source>1.152 s (half as long)</source>
        <translation>1,152 s (halb so lange)</translation>
    </message>
    <message>
        <source>2.304 s (as long as before)</source>
        <translation>2,304 s (so lange wie vorher)</translation>
    </message>
    <message>
        <source>4.608 s (twice as long)</source>
        <translation>4,608 s (doppelt so lange)</translation>
    </message>
    <message>
        <source>Try it: set GPUs to 8, and look at step time and busy share.</source>
        <translation>Probieren Sie es: Stellen Sie „GPUs“ auf 8, und sehen Sie auf Schrittzeit und Auslastung.</translation>
    </message>
    <message>
        <source>The slider GPUs; the way of splitting stays Layers.</source>
        <translation>Der Regler „GPUs“; die Art des Teilens bleibt „Schichten“.</translation>
    </message>
    <message>
        <source>Another network, cut into three parts, with a batch of 90 samples. GPU 2 holds the last part and is about to start. What has it received?</source>
        <translation>Ein anderes Netz, in drei Teile zerlegt, mit einem Batch von 90 Beispielen. GPU 2 hält den letzten Teil und will gerade beginnen. Was hat sie erhalten?</translation>
    </message>
    <message>
        <source>The last third of the samples</source>
        <translation>Das letzte Drittel der Beispiele</translation>
    </message>
    <message>
        <source>What the first two parts made of all 90 samples</source>
        <translation>Was die ersten zwei Teile aus allen 90 Beispielen gemacht haben</translation>
    </message>
    <message>
        <source>All 90 samples, just as they are</source>
        <translation>Alle 90 Beispiele, so wie sie sind</translation>
    </message>
    <message>
        <source>A third of the samples is data parallelism. The word to listen for is activations.</source>
        <translation>Ein Drittel der Beispiele wäre Datenparallelität. Das Wort, auf das es ankommt, ist Aktivierungen.</translation>
    </message>
    <message>
        <source>Something is wrong here. No GPU computes, all four wait, and one message creeps from GPU 1 to GPU 2. Read the label of the link or open the tab Network: this link is 20 times slower than the others.</source>
        <translation>Hier stimmt etwas nicht. Keine GPU rechnet, alle vier warten, und eine Nachricht kriecht von GPU 1 zu GPU 2. Lesen Sie die Beschriftung der Verbindung, oder öffnen Sie den Reiter „Netzwerk“: Diese Verbindung ist 20-mal langsamer als die anderen.</translation>
    </message>
    <message>
        <source>For the back row: bandwidth 0.01 instead of 0.05 makes the step 1.238 s long, and each GPU waits 0.457 s of it for the link.</source>
        <translation>Für die letzte Reihe: Mit Bandbreite 0,01 statt 0,05 dauert der Schritt 1,238 s, und jede GPU wartet davon 0,457 s auf die Verbindung.</translation>
    </message>
    <message>
        <source>visits</source>
        <translation>Besuche</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>micro-batches</source>
        <translation>Mikrobatches</translation>
    </message>
    <message>
        <source>A GPU takes its samples in pieces, called micro-batches. Make them as small as they can be, a single sample. Does it fit into 80 GB?</source>
        <translation>Eine GPU nimmt ihre Beispiele in Stücken, den Mikrobatches. Machen Sie sie so klein wie möglich, ein einziges Beispiel. Passt es in 80 GB?</translation>
    </message>
    <message>
        <source>Suppose nobody tells you which of the eight is slow, and you see only who is busy when. How do you recognise the culprit?</source>
        <translation>Angenommen, niemand sagt Ihnen, welche der acht langsam ist, und Sie sehen nur, wer wann arbeitet. Woran erkennen Sie die schuldige?</translation>
    </message>
    <message>
        <source>It waits more than the others</source>
        <translation>Sie wartet mehr als die anderen</translation>
    </message>
    <message>
        <source>It is the one that never waits</source>
        <translation>Sie ist die, die nie wartet</translation>
    </message>
    <message>
        <source>Its busy share is like that of the others</source>
        <translation>Sie ist so ausgelastet wie die anderen</translation>
    </message>
    <message>
        <source>0.885 s (nearly all of it)</source>
        <translation>0,885 s (fast alles)</translation>
    </message>
    <message>
        <source>0.885 s. The backward pass takes 0.13 s, and more than that cannot hide behind it. Overlap helps those who have nearly enough links.</source>
        <translation>0,885 s. Der Rückwärtspass dauert 0,13 s, und mehr kann sich nicht hinter ihm verstecken. Überlappung hilft dort, wo die Verbindungen schon fast ausreichen.</translation>
    </message>
    <message>
        <source>There are 6 visits: each of three batches meets each of two layers. Together they take 6.16 ms. In the timeline a block is one batch, with both of its visits. A frequent guess is five, three batches plus two layers; but no batch may leave a layer out.</source>
        <translation>Es sind 6 Besuche: Jeder der drei Batches trifft auf jede der zwei Schichten. Zusammen dauern sie 6,16 ms. In der Zeitleiste ist ein Block ein Batch mit seinen beiden Besuchen. Oft wird fünf geraten, drei Batches plus zwei Schichten; aber kein Batch darf eine Schicht auslassen.</translation>
    </message>
    <message>
        <source>Now split the data: each GPU gets other samples. Set GPUs to 3; the way of splitting above it is already Data. Then play the step again.</source>
        <translation>Teilen Sie jetzt die Daten: Jede GPU bekommt andere Beispiele. Stellen Sie „GPUs“ auf 3; die Art der Aufteilung darüber ist schon „Daten“. Spielen Sie den Schritt dann noch einmal ab.</translation>
    </message>
    <message>
        <source>The step takes 4.12 ms and each GPU is busy 75 % of the time. The rest is waiting at both ends: GPU 1 has nothing to do at first, and GPU 0 nothing at last. Such gaps are called the bubble. 1F1B is the name of the order in which the GPUs take the batches.</source>
        <translation>Der Schritt dauert 4,12 ms, und jede GPU ist 75 % der Zeit aktiv. Der Rest ist Warten an beiden Enden: Am Anfang hat GPU 1 nichts zu tun, am Ende GPU 0. Solche Lücken heißen Bubble. 1F1B heißt die Reihenfolge, in der die GPUs die Batches nehmen.</translation>
    </message>
    <message>
        <source>What had to be copied when the data was split, and what had to be moved when the model was split?</source>
        <translation>Was musste kopiert werden, als die Daten geteilt wurden, und was musste bewegt werden, als das Modell geteilt wurde?</translation>
    </message>
    <message>
        <source>Copied: the model. Moved: the activations, what layer A makes of a batch</source>
        <translation>Kopiert: das Modell. Bewegt: die Aktivierungen, also was Schicht A aus einem Batch macht</translation>
    </message>
    <message>
        <source>Copied: the samples. Moved: the complete model, from GPU to GPU</source>
        <translation>Kopiert: die Beispiele. Bewegt: das ganze Modell, von GPU zu GPU</translation>
    </message>
    <message>
        <source>Copied: nothing. Moved: the samples and what is made of them</source>
        <translation>Kopiert: nichts. Bewegt: die Beispiele und was daraus gemacht wird</translation>
    </message>
    <message>
        <source>Copied: the model, since every GPU needs both layers. Moved: what layer A makes of a batch, its activations; they travel from GPU 0 to GPU 1, where layer B needs them.</source>
        <translation>Kopiert: das Modell, denn jede GPU braucht beide Schichten. Bewegt: was Schicht A aus einem Batch macht, seine Aktivierungen; sie wandern von GPU 0 zu GPU 1, wo Schicht B sie braucht.</translation>
    </message>
    <message>
        <source>Let the class say it aloud before anybody looks at the choices.</source>
        <translation>Lassen Sie die Klasse es laut sagen, bevor jemand die Antworten ansieht.</translation>
    </message>
    <message>
        <source>25 %. Only one of the four works at a time. Each needs 0.192 s for its forward and 0.384 s for its backward pass, and four times 0.576 s make a step of 2.304 s. All four work, but never two at once.</source>
        <translation>25 %. Immer nur eine der vier arbeitet. Jede braucht 0,192 s für ihren Vorwärts- und 0,384 s für ihren Rückwärtspass, und viermal 0,576 s ergeben einen Schritt von 2,304 s. Alle vier arbeiten, aber nie zwei zugleich.</translation>
    </message>
    <message>
        <source>Watch the whole step. The passes form a staircase: down as the batch moves forward, and up again as the gradients come back. Until then a GPU keeps what it made of the batch; its card counts that as kept. Wherever the row of a GPU is hatched, that GPU waits.</source>
        <translation>Sehen Sie sich den ganzen Schritt an. Die Pässe bilden eine Treppe: abwärts, während der Batch vorangeht, und wieder aufwärts, wenn die Gradienten zurückkommen. Bis dahin behält eine GPU, was sie aus dem Batch gemacht hat; ihre Karte zählt es als behalten. Wo die Zeile einer GPU schraffiert ist, wartet sie.</translation>
    </message>
    <message>
        <source>The list shows &quot;Stages: every other GPU first&quot; now.</source>
        <translation>Die Liste zeigt jetzt „Stufen: erst jede zweite GPU“.</translation>
    </message>
    <message>
        <source>One GPU holds the whole model: 12 layers with 11.1 million parameters, the numbers that training adjusts. The global batch, the 90 samples of one step, lies ready. Soon there will be three GPUs, each of them with the whole model; only the data will be split.</source>
        <translation>Eine GPU hält das ganze Modell: 12 Schichten mit 11,1 Millionen Parametern, den Zahlen, die das Training anpasst. Der globale Batch, die 90 Beispiele eines Schritts, liegt bereit. Bald werden es drei GPUs sein, jede mit dem ganzen Modell; geteilt werden nur die Daten.</translation>
    </message>
    <message>
        <source>Now three GPUs share the work, each with a copy of the model. How many of the 90 samples does each GPU get?</source>
        <translation>Nun teilen sich drei GPUs die Arbeit, jede mit einer Kopie des Modells. Wie viele der 90 Beispiele bekommt jede GPU?</translation>
    </message>
    <message>
        <source>Watch the forward pass: three bands of colour, one for each GPU. Each GPU sends its own samples through all 12 layers. Nobody waits for anybody, because nothing is exchanged.</source>
        <translation>Sehen Sie sich den Vorwärtspass an: drei Farbbänder, eines für jede GPU. Jede GPU schickt ihre eigenen Beispiele durch alle 12 Schichten. Keine wartet auf eine andere, denn es wird nichts ausgetauscht.</translation>
    </message>
    <message>
        <source>Go on in steps, or click the number beside GPUs and type one.</source>
        <translation>Gehen Sie schrittweise weiter, oder klicken Sie auf die Zahl neben GPUs und geben Sie eine ein.</translation>
    </message>
    <message>
        <source>Move the slider GPUs to the right, or click its number and type 3.</source>
        <translation>Schieben Sie den Regler „GPUs“ nach rechts, oder klicken Sie auf seine Zahl und geben Sie 3 ein.</translation>
    </message>
    <message>
        <source>Overlap gradient sync is a box to be ticked.</source>
        <translation>„Gradientenabgleich überlappen“ ist ein Kästchen zum Ankreuzen.</translation>
    </message>
    <message>
        <source>Activations can be traded for time: throw them away after the forward pass and compute them again when the backward pass needs them. Set Recompute to everything.</source>
        <translation>Aktivierungen lassen sich gegen Zeit tauschen: Man wirft sie nach dem Vorwärtspass weg und berechnet sie neu, wenn der Rückwärtspass sie braucht. Stellen Sie „Neuberechnung“ auf „alles“.</translation>
    </message>
    <message>
        <source>The tile Sharded is chosen already; ZeRO-3 is in the list Sharding.</source>
        <translation>Die Kachel „Sharding“ ist schon gewählt; ZeRO-3 steht in der Liste „Sharding“.</translation>
    </message>
    <message>
        <source>Schedule is the list that shows GPipe now.</source>
        <translation>„Ablaufplan“ ist die Liste, die jetzt GPipe zeigt.</translation>
    </message>
    <message>
        <source>What the first two parts made of all 90 samples: their activations. Here the layers are divided, not the samples. Each GPU is busy 36 % of the step, a bit more than a third: at the end all three change their weights at once.</source>
        <translation>Was die ersten zwei Teile aus allen 90 Beispielen gemacht haben: ihre Aktivierungen. Hier sind die Schichten geteilt, nicht die Beispiele. Jede GPU ist 36 % des Schritts aktiv, etwas mehr als ein Drittel: Am Ende ändern alle drei zugleich ihre Gewichte.</translation>
    </message>
    <message>
        <source>Repair it: set Middle link, the one from GPU 1 to GPU 2, to normal. The GPUs go on taking turns.</source>
        <translation>Beheben Sie es: Stellen Sie „Mittlere Verbindung“, die von GPU 1 zu GPU 2, auf „normal“. Die GPUs wechseln sich weiter ab.</translation>
    </message>
    <message>
        <source>Middle link has the choices normal, slow and cut.</source>
        <translation>„Mittlere Verbindung“ hat die Wahl „normal“, „langsam“ und „unterbrochen“.</translation>
    </message>
    <message>
        <source>Play the step. Each visit has a name: batch1-layerA, batch1-layerB, batch2-layerA, and so on. The window&apos;s tab Events lists them as they begin; grey lines are still to come. It is what two loops print, one inside the other: for every batch, for every layer.</source>
        <translation>Spielen Sie den Schritt ab. Jeder Besuch hat einen Namen: batch1-layerA, batch1-layerB, batch2-layerA und so weiter. Der Reiter „Ereignisse“ des Fensters führt sie auf, sobald sie beginnen; graue Zeilen stehen noch aus. Das ist, was zwei Schleifen ausgeben, eine in der anderen: für jeden Batch, für jede Schicht.</translation>
    </message>
    <message>
        <source>So far batches only went forward. This network also learns, on three GPUs with 30 of 90 samples each. After the forward pass comes a backward pass. It finds the gradients, which say for each weight, each number of the model, how to change it so that errors get smaller. Other samples give other gradients.</source>
        <translation>Bisher liefen Batches nur vorwärts. Dieses Netz lernt auch, auf drei GPUs mit je 30 von 90 Beispielen. Nach dem Vorwärtspass kommt ein Rückwärtspass. Er findet die Gradienten, die für jedes Gewicht, jede Zahl des Modells, sagen, wie es zu ändern ist, damit die Fehler kleiner werden. Andere Beispiele ergeben andere Gradienten.</translation>
    </message>
    <message>
        <source>Each of the three copies now has gradients of its own. Suppose that each changed its weights by these alone, step after step. What would happen?</source>
        <translation>Jede der drei Kopien hat jetzt eigene Gradienten. Angenommen, jede änderte ihre Gewichte nur nach diesen, Schritt für Schritt. Was würde geschehen?</translation>
    </message>
    <message>
        <source>Nothing: copies that were equal stay equal</source>
        <translation>Nichts: Kopien, die gleich waren, bleiben gleich</translation>
    </message>
    <message>
        <source>The copies would drift apart, into three different models</source>
        <translation>Die Kopien liefen auseinander, zu drei verschiedenen Modellen</translation>
    </message>
    <message>
        <source>The same as on one GPU, in a third of the time</source>
        <translation>Dasselbe wie auf einer GPU, in einem Drittel der Zeit</translation>
    </message>
    <message>
        <source>They would drift apart: each would learn from its own samples only. So after each backward pass the GPUs exchange their gradients (gradient sync, or all-reduce), and all change their weights by the mean. Copies that are equal and change equally stay equal, and learn what one GPU would from all of the samples.</source>
        <translation>Sie liefen auseinander: Jede lernte nur aus ihren eigenen Beispielen. Darum tauschen die GPUs nach jedem Rückwärtspass ihre Gradienten aus (Gradientenabgleich oder All-Reduce), und alle ändern ihre Gewichte nach dem Mittel. Kopien, die gleich sind und sich gleich ändern, bleiben gleich und lernen, was eine GPU aus allen Beispielen lernen würde.</translation>
    </message>
    <message>
        <source>Whoever says a third of the time: without the exchange three small models are trained, not one. Lesson 2 does it with a real network.</source>
        <translation>Wer ein Drittel der Zeit sagt: Ohne den Austausch werden drei kleine Modelle trainiert, nicht eines. Lektion 2 macht es mit einem echten Netz vor.</translation>
    </message>
    <message>
        <source>Now another layout, on 8 nodes of 8 GPUs: tensor groups of 8, each within one node, and a pipeline of 8 stages from node to node. The links inside a node are much faster than those between nodes. A step takes 13.6 s. Pin it as A (P).</source>
        <translation>Nun eine andere Aufteilung auf 8 Knoten zu 8 GPUs: Tensorgruppen zu 8, jede in einem Knoten, und eine Pipeline von 8 Stufen von Knoten zu Knoten. Die Verbindungen in einem Knoten sind viel schneller als die zwischen Knoten. Ein Schritt dauert 13,6 s. Heften Sie ihn als A an (P).</translation>
    </message>
    <message>
        <source>13.6 s (the same)</source>
        <translation>13,6 s (gleich)</translation>
    </message>
    <message>
        <source>16.9 s (the groups talk across nodes)</source>
        <translation>16,9 s (die Gruppen reden über Knoten hinweg)</translation>
    </message>
    <message>
        <source>16.9 s. A tensor group talks in every layer, forward and backward, and now half of its talk takes the slow way: 3.56 s of waiting for it, where it was 1.24 s. The shorter pipeline cannot make up for that.</source>
        <translation>16,9 s. Eine Tensorgruppe redet in jeder Schicht, vorwärts wie rückwärts, und nun nimmt die Hälfte davon den langsamen Weg: 3,56 s Warten darauf statt vorher 1,24 s. Das kann die kürzere Pipeline nicht ausgleichen.</translation>
    </message>
    <message>
        <source>98 %. A GPU counts as busy while it talks to its group, and it talks a lot here. Busy is not the same as useful: of the peak of the GPUs the model gets 42 % here, and 52 % in the faster layout. Aim for throughput.</source>
        <translation>98 %. Eine GPU gilt als aktiv, während sie mit ihrer Gruppe redet, und das tut sie hier viel. Aktiv ist nicht dasselbe wie nützlich: Von der Spitzenleistung der GPUs kommen hier 42 % dem Modell zugute, in der schnelleren Aufteilung 52 %. Achten Sie auf den Durchsatz.</translation>
    </message>
    <message>
        <source>Challenge. This layout trains 3.79 samples per second. Reach 4.6, with the same batch of 64 on at most 64 GPUs, and within their memory. All degrees, chunks, the micro-batch size, sharding and recomputation are yours. Leave Advice closed.</source>
        <translation>Aufgabe. Diese Aufteilung trainiert 3,79 Beispiele pro Sekunde. Erreichen Sie 4,6 mit demselben Batch von 64, auf höchstens 64 GPUs und ohne deren Speicher zu überschreiten. Alle Grade, Chunks, Mikrobatch-Größe, Sharding und Neuberechnung stehen Ihnen frei. Lassen Sie „Rat“ geschlossen.</translation>
    </message>
    <message>
        <source>Well done. One way is tensor 8, pipeline 8 and 3 chunks: 4.69 samples per second. The rule behind it: what talks most gets the fastest links, so tensor groups stay inside a node; pipeline and replicas reach across.</source>
        <translation>Gut gemacht. Ein Weg ist Tensor 8, Pipeline 8 und 3 Chunks: 4,69 Beispiele pro Sekunde. Die Regel dahinter: Was am meisten redet, bekommt die schnellsten Verbindungen. Tensorgruppen bleiben also im Knoten; Pipeline und Repliken reichen darüber hinaus.</translation>
    </message>
    <message>
        <source>The activations of GPU 0 fall from 20.1 GB to 1.7 GB; the step grows from 2.59 s to 3.32 s. One more forward pass for each backward pass is about a third more work.</source>
        <translation>Die Aktivierungen von GPU 0 fallen von 20,1 GB auf 1,7 GB; der Schritt wächst von 2,59 s auf 3,32 s. Ein weiterer Vorwärtspass für jeden Rückwärtspass ist etwa ein Drittel mehr Arbeit.</translation>
    </message>
    <message>
        <source>Exactly 33 % more where a backward pass takes twice as long as a forward pass (round-recompute-1); here the step grows by 28 %.</source>
        <translation>Genau 33 % mehr, wo ein Rückwärtspass doppelt so lange dauert wie ein Vorwärtspass (round-recompute-1); hier wächst der Schritt um 28 %.</translation>
    </message>
    <message>
        <source>ZeRO is data parallelism still: each of 8 GPUs computes all layers, for its own samples, and all take the mean of their gradients. Only storage is divided, or sharded. In ZeRO-1 each holds an eighth of the optimizer states: 37.1 GB of states instead of 108 GB. Weights and gradients are whole on each. It fits, with 58 GB.</source>
        <translation>ZeRO ist weiterhin Datenparallelität: Jede von 8 GPUs berechnet alle Schichten für ihre eigenen Beispiele, und alle nehmen das Mittel ihrer Gradienten. Nur der Speicher wird aufgeteilt („Sharding“). Bei ZeRO-1 hält jede ein Achtel der Optimiererzustände: 37,1 GB an Zuständen statt 108 GB. Gewichte und Gradienten liegen ganz auf jeder. Es passt, mit 58 GB.</translation>
    </message>
    <message>
        <source>ZeRO-2 divides the gradients too, ZeRO-3 (also called FSDP) even the weights. Choose ZeRO-3 under Sharding, then watch the step: before a layer is computed, its weights, squares with a W, are gathered from all GPUs.</source>
        <translation>ZeRO-2 teilt auch die Gradienten auf, ZeRO-3 (auch FSDP genannt) sogar die Gewichte. Wählen Sie ZeRO-3 unter „Sharding“ und sehen Sie sich den Schritt an: Bevor eine Schicht berechnet wird, werden ihre Gewichte, Quadrate mit einem W, von allen GPUs eingesammelt.</translation>
    </message>
    <message>
        <source>13.5 GB of states on each GPU: 16 bytes per parameter divided by 8. That it is as much as the weights alone took before is chance. The price is traffic: the step takes 8.06 s instead of 7.81 s.</source>
        <translation>13,5 GB an Zuständen auf jeder GPU: 16 Bytes pro Parameter, geteilt durch 8. Dass es so viel ist, wie zuvor die Gewichte allein brauchten, ist Zufall. Der Preis ist Datenverkehr: Der Schritt dauert 8,06 s statt 7,81 s.</translation>
    </message>
    <message>
        <source>Yes, it fits</source>
        <translation>Ja, es passt</translation>
    </message>
    <message>
        <source>No, it does not fit</source>
        <translation>Nein, es passt nicht</translation>
    </message>
    <message>
        <source>No: each GPU would need 98 GB. To its part of the states come the activations, and the layers that are gathered to be computed. With more GPUs the part of each gets smaller: that comes on the next page.</source>
        <translation>Nein: Jede GPU bräuchte 98 GB. Zu ihrem Teil der Zustände kommen die Aktivierungen und die Schichten, die zum Rechnen gesammelt werden. Mit mehr GPUs wird der Teil jeder einzelnen kleiner: Das kommt auf der nächsten Seite.</translation>
    </message>
    <message>
        <source>46 GPUs are enough, with 79 GB on each; every further one makes the part of each a little smaller. Plain data parallelism, with a whole copy on each, would have fitted on no number of GPUs.</source>
        <translation>46 GPUs genügen, mit 79 GB auf jeder; jede weitere macht den Teil jeder einzelnen ein wenig kleiner. Reine Datenparallelität, mit einer ganzen Kopie auf jeder, hätte auf keine Zahl von GPUs gepasst.</translation>
    </message>
    <message>
        <source>Small pieces are good, it seems. GPT-2 trains here with micro-batches of 8 samples and takes 112 ms for a step. How long does the same batch take in micro-batches of a single sample?</source>
        <translation>Kleine Stücke sind gut, so scheint es. GPT-2 trainiert hier mit Mikrobatches von 8 Beispielen und braucht 112 ms für einen Schritt. Wie lange braucht derselbe Batch in Mikrobatches mit einem einzigen Beispiel?</translation>
    </message>
    <message>
        <source>14 ms (small pieces are quick)</source>
        <translation>14 ms (kleine Stücke sind schnell)</translation>
    </message>
    <message>
        <source>112 ms (it is the same work)</source>
        <translation>112 ms (es ist dieselbe Arbeit)</translation>
    </message>
    <message>
        <source>236 ms (small pieces leave the GPU waiting)</source>
        <translation>236 ms (kleine Stücke lassen die GPU warten)</translation>
    </message>
    <message>
        <source>236 ms, and nearly half of it is waiting for the host, the processor that starts each kernel, each small program that the GPU runs. Small kernels end before the next is there. So there is a best size between too few pieces and too small ones.</source>
        <translation>236 ms, und fast die Hälfte davon ist Warten auf den Host, den Prozessor, der jeden Kernel startet, also jedes kleine Programm, das die GPU ausführt. Kleine Kernel enden, bevor der nächste da ist. Es gibt also eine beste Größe zwischen zu wenigen und zu kleinen Stücken.</translation>
    </message>
    <message>
        <source>Eight replicas of GPT-2, in equal shares. With healthy GPUs a step takes 0.111 s. Today one of them runs at 70 % of its speed. How long does the step take now?</source>
        <translation>Acht Repliken von GPT-2 mit gleichen Anteilen. Mit gesunden GPUs dauert ein Schritt 0,111 s. Heute läuft eine davon mit 70 % ihres Tempos. Wie lange dauert der Schritt jetzt?</translation>
    </message>
    <message>
        <source>0.115 s (the mean of all speeds)</source>
        <translation>0,115 s (das Mittel aller Tempos)</translation>
    </message>
    <message>
        <source>0.144 s (30 % more)</source>
        <translation>0,144 s (30 % mehr)</translation>
    </message>
    <message>
        <source>0.157 s (all wait for the slowest)</source>
        <translation>0,157 s (alle warten auf die langsamste)</translation>
    </message>
    <message>
        <source>0.157 s, 1.42 times as long. Nobody can update before everybody&apos;s gradients are there, so seven healthy GPUs wait 47 ms for one. At 70 % of the speed the same work takes 1 / 0.7 times as long, and that is 43 % more, not 30 % more.</source>
        <translation>0,157 s, 1,42-mal so lange. Keine kann aktualisieren, bevor die Gradienten von allen da sind; sieben gesunde GPUs warten also 47 ms auf eine. Bei 70 % des Tempos dauert dieselbe Arbeit 1 / 0,7-mal so lange, und das sind 43 % mehr, nicht 30 % mehr.</translation>
    </message>
    <message>
        <source>2.304 s, not a bit less. Each part is half as large, but there are twice as many, one after the other. More GPUs only help if they can work at the same time. Each of the eight is busy 12.5 % of the step. The picture still shows four; on the next page you take eight.</source>
        <translation>2,304 s, kein bisschen weniger. Jeder Teil ist halb so groß, aber es sind doppelt so viele, einer nach dem anderen. Mehr GPUs helfen nur, wenn sie gleichzeitig arbeiten können. Jede der acht ist 12,5 % des Schritts aktiv. Das Bild zeigt noch vier; auf der nächsten Seite nehmen Sie acht.</translation>
    </message>
    <message>
        <source>2.304 s, as before, since the links are free here. Over real links it even gets slower, because the batch changes hands more often: the example &quot;4 GPUs take turns&quot;, another model, takes 794 ms, and with 8 GPUs 812 ms.</source>
        <translation>2,304 s wie zuvor, denn die Verbindungen kosten hier nichts. Über echte Verbindungen wird es sogar langsamer, weil der Batch öfter weitergereicht wird: Das Beispiel „4 GPUs nacheinander“, ein anderes Modell, braucht 794 ms und mit 8 GPUs 812 ms.</translation>
    </message>
    <message>
        <source>794 ms instead of 879 ms: each GPU waits 13 ms for links, no longer 99 ms. The gain is no larger because the GPUs compute most of the time, one after the other. But three quarters of the time is still idle. No link repairs that; it is the price of taking turns.</source>
        <translation>794 ms statt 879 ms: Jede GPU wartet 13 ms auf Verbindungen, nicht mehr 99 ms. Mehr gewinnt man nicht, weil die GPUs die meiste Zeit rechnen, eine nach der anderen. Doch drei Viertel der Zeit bleiben Leerlauf. Das behebt keine Verbindung; es ist der Preis dafür, sich abzuwechseln.</translation>
    </message>
    <message>
        <source>Another culprit. GPUs 0 and 1 share a node, a computer with fast links inside; GPUs 2 and 3 share another. The parts, or stages, lie on GPUs 0, 2, 1 and 3, so each of the three hand-overs leaves its node over a slow link. One is needed; triangles mark the other two. Set Stages to &quot;in order&quot;.</source>
        <translation>Ein anderer Schuldiger. Die GPUs 0 und 1 teilen sich einen Knoten, einen Rechner mit schnellen Verbindungen darin; die GPUs 2 und 3 teilen sich einen anderen. Die Teile, die Stufen, liegen auf den GPUs 0, 2, 1 und 3, also verlässt jede der drei Übergaben ihren Knoten über eine langsame Verbindung. Eine ist nötig; Dreiecke bezeichnen die beiden anderen. Stellen Sie die Stufen auf „der Reihe nach“.</translation>
    </message>
    <message>
        <source>814 ms instead of 853 ms: now only one hand-over of three leaves its node. The delay is gone where it could be avoided, and the taking turns has stayed.</source>
        <translation>814 ms statt 853 ms: Jetzt verlässt nur noch eine von drei Übergaben ihren Knoten. Die Verzögerung ist weg, wo sie vermeidbar war; das Abwechseln ist geblieben.</translation>
    </message>
    <message>
        <source>The card is a GPU, the processor that computes. The tower on its left is the model, with two layers: the lower slab is layer A, the upper one layer B; the one at work is lit. The tank on its right is the memory, with a dashed line where it is full; this small model leaves it nearly empty.</source>
        <translation>Die Karte ist eine GPU, der Prozessor, der rechnet. Der Turm links darin ist das Modell mit zwei Schichten: Die untere Platte ist Schicht A, die obere B; die arbeitende leuchtet. Der Tank rechts ist der Speicher, mit einer gestrichelten Linie dort, wo er voll ist; dieses kleine Modell lässt ihn fast leer.</translation>
    </message>
    <message>
        <source>The best of 40 tried: tensor 8, pipeline 8, 6 chunks, micro-batch 2, with 4.84; 4 x 16 with 3 chunks reaches 4.78 and is nearly full. Near misses: 8 x 4 with two replicas and ZeRO-1 (4.54); 4 x 8 with two replicas does not fit. Recomputing everything always fits and is never fast enough.</source>
        <translation>Das Beste aus 40 Versuchen: Tensor 8, Pipeline 8, 6 Chunks, Mikrobatch 2, mit 4,84; 4 x 16 mit 3 Chunks erreicht 4,78 und ist fast voll. Knapp daneben: 8 x 4 mit zwei Repliken und ZeRO-1 (4,54); 4 x 8 mit zwei Repliken passt nicht. Alles neu zu berechnen passt immer und ist nie schnell genug.</translation>
    </message>
    <message>
        <source>Half the memory on each GPU</source>
        <translation>Halb so viel Speicher auf jeder GPU</translation>
    </message>
    <message>
        <source>Twice the samples in about the same time</source>
        <translation>Doppelt so viele Beispiele in etwa derselben Zeit</translation>
    </message>
    <message>
        <source>Half the waiting</source>
        <translation>Halb so viel Warten</translation>
    </message>
    <message>
        <source>Lesson 7 goes on from here: which way of splitting belongs on which links.</source>
        <translation>Lektion 7 geht von hier weiter: welche Art der Aufteilung auf welche Verbindungen gehört.</translation>
    </message>
    <message>
        <source>ZeRO-2 lies between: 25.3 GB of states, 51 GB in all.</source>
        <translation>ZeRO-2 liegt dazwischen: 25,3 GB an Zuständen, insgesamt 51 GB.</translation>
    </message>
    <message>
        <source>Not at all: there is always a next piece</source>
        <translation>Gar nicht: Es gibt immer ein nächstes Stück</translation>
    </message>
    <message>
        <source>24 pieces, three for each of the eight</source>
        <translation>24 Stücke, drei für jedes der acht</translation>
    </message>
    <message>
        <source>Anyone who answers 5 has added where the loop multiplies. Anyone who answers 2 or 3 has counted layers or batches alone.</source>
        <translation>Wer 5 antwortet, hat addiert, wo die Schleife multipliziert. Wer 2 oder 3 antwortet, hat nur die Schichten oder nur die Batches gezählt.</translation>
    </message>
    <message>
        <source>Three complete models, the replicas, each with one batch: six visits as before, three at a time, in 2.05 ms instead of 6.16 ms. This is data parallelism: each GPU holds the whole model and sees a part of the global batch, all samples of a step. At the end you will see what replicas have to exchange to learn.</source>
        <translation>Drei vollständige Modelle, die Repliken, jedes mit einem Batch: sechs Besuche wie zuvor, drei zugleich, in 2,05 ms statt 6,16 ms. Das ist Datenparallelität: Jede GPU hält das ganze Modell und sieht einen Teil des globalen Batches, aller Beispiele eines Schritts. Am Ende sehen Sie, was Repliken austauschen müssen, wenn sie lernen.</translation>
    </message>
    <message>
        <source>batch1-layerB. The inner loop, over the parts, runs to its end before the outer one takes the next batch. Anyone who says batch2-layerA has swapped the loops; hold on to that thought, it comes back.</source>
        <translation>batch1-layerB. Die innere Schleife, die über die Teile, läuft bis zum Ende, bevor die äußere den nächsten Batch nimmt. Wer batch2-layerA sagt, hat die Schleifen vertauscht; merken Sie sich diesen Gedanken, er kommt wieder.</translation>
    </message>
    <message>
        <source>Each gets 30 samples. Anyone who says 90 has the model in mind: it is copied, the data is divided. If each GPU saw all samples, all three would do the same work. The next page shows the three GPUs.</source>
        <translation>Jede bekommt 30 Beispiele. Wer 90 sagt, denkt an das Modell: Das wird kopiert, die Daten werden geteilt. Sähe jede GPU alle Beispiele, täten alle drei dieselbe Arbeit. Die nächste Seite zeigt die drei GPUs.</translation>
    </message>
    <message>
        <source>Layers can be split too: in tensor parallelism each of four GPUs holds a quarter of every layer, so 27 GB of states again. All work on the same samples at once, and none waits for its turn. But each has only a part of every result: in every layer they add their parts up, which needs fast links.</source>
        <translation>Auch Schichten lassen sich teilen: Bei der Tensorparallelität hält jede von vier GPUs ein Viertel jeder Schicht, also wieder 27 GB an Zuständen. Alle arbeiten zugleich an denselben Beispielen, keine wartet, bis sie an der Reihe ist. Aber jede hat nur einen Teil jedes Ergebnisses: In jeder Schicht addieren sie ihre Teile, und das braucht schnelle Verbindungen.</translation>
    </message>
    <message>
        <source>With links of 25 instead of 300 GB/s this step takes twice as long, the pipeline&apos;s step hardly any longer.</source>
        <translation>Mit Verbindungen von 25 statt 300 GB/s dauert dieser Schritt doppelt so lange, der der Pipeline kaum länger.</translation>
    </message>
    <message>
        <source>Ways of splitting can be combined, in a hybrid. Here each row of four GPUs is a pipeline with the whole model, and the two rows share a batch that is twice as large as before. What do you gain from the second row?</source>
        <translation>Arten der Aufteilung lassen sich verbinden, zu einem Hybrid. Hier ist jede Reihe von vier GPUs eine Pipeline mit dem ganzen Modell, und die zwei Reihen teilen sich einen Batch, der doppelt so groß ist wie vorher. Was bringt die zweite Reihe?</translation>
    </message>
    <message>
        <source>Twice the samples: the rows are copies, and take the mean of their gradients, as all copies do. Memory and waiting stay those of one pipeline. So split a model only until it fits, then divide the samples among copies of it. The largest models are split in all these ways at once.</source>
        <translation>Doppelt so viele Beispiele: Die Reihen sind Kopien und nehmen das Mittel ihrer Gradienten, wie alle Kopien. Speicher und Warten bleiben die einer Pipeline. Teilen Sie ein Modell also nur, bis es passt, und verteilen Sie dann die Beispiele auf Kopien davon. Die größten Modelle werden auf alle diese Arten zugleich geteilt.</translation>
    </message>
    <message>
        <source>Four GPUs, one batch of 32 samples, 75 % idle: the staircase again. The way out is the one from lesson 3: cut the batch into micro-batches, and let GPU 0 begin the second one while GPU 1 works on the first. What idle time remains is called the bubble.</source>
        <translation>Vier GPUs, ein Batch von 32 Beispielen, 75 % Leerlauf: wieder die Treppe. Der Ausweg ist der aus Lektion 3: Teilen Sie den Batch in Mikrobatches, und lassen Sie GPU 0 den zweiten beginnen, während GPU 1 am ersten arbeitet. Was an Leerlauf bleibt, heißt Bubble.</translation>
    </message>
    <message>
        <source>Anyone who is quick can choose Zero bubble H1 as well. It splits the backward pass in two and fills holes with the second half: 11.1 % idle, at the 9.2 GB of 1F1B.</source>
        <translation>Wer schnell ist, kann auch Zero bubble H1 wählen. Es teilt den Rückwärtspass in zwei Hälften und füllt Lücken mit der zweiten: 11,1 % Leerlauf bei den 9,2 GB von 1F1B.</translation>
    </message>
    <message>
        <source>GPU 5, the one that never waits. It is busy 99 % of the step, the others only 69 %. Whoever searches for the laziest GPU accuses those that wait; the culprit is the one they wait for.</source>
        <translation>GPU 5, die nie wartet. Sie ist 99 % des Schritts aktiv, die anderen nur 69 %. Wer die faulste GPU sucht, beschuldigt die, die warten; schuld ist die, auf die sie warten.</translation>
    </message>
    <message>
        <source>So GPUs are idle for two reasons. Their parts may be badly connected: repair that. Or they take turns, and most have nothing yet, however good the links. The only cure for that is to have more than one batch on its way.</source>
        <translation>GPUs sind also aus zwei Gründen untätig. Ihre Teile können schlecht verbunden sein: Das lässt sich beheben. Oder sie wechseln sich ab, und die meisten haben noch nichts, so gut die Verbindungen auch sind. Dagegen hilft nur, dass mehr als ein Batch unterwegs ist.</translation>
    </message>
    <message>
        <source>So the batch is cut into 8 pieces, micro-batches: GPU 0 begins the second one while GPU 1 works on the first. Each GPU has work for 8 pieces, forward and backward. For how long is it idle in the whole step, counted in the time it needs for one piece?</source>
        <translation>Also wird der Batch in 8 Stücke geteilt, Mikrobatches: GPU 0 beginnt das zweite, während GPU 1 am ersten arbeitet. Jede GPU hat Arbeit für 8 Stücke, vorwärts und zurück. Wie lange ist sie im ganzen Schritt untätig, gemessen in der Zeit für ein solches Stück?</translation>
    </message>
    <message>
        <source>3 pieces, one for each of the other GPUs</source>
        <translation>3 Stücke, eines für jede andere GPU</translation>
    </message>
    <message>
        <source>3 pieces: the last GPU waits until the first piece has passed the other three, GPU 0 until gradients come back through them. So 3 of 8 + 3 time slots are idle, 27 % instead of 75 %; with 16 pieces 3 of 16 + 3. What is learned stays the same: the gradients of all pieces are summed.</source>
        <translation>3 Stücke: Die letzte GPU wartet, bis das erste Stück durch die anderen drei ist, GPU 0, bis Gradienten durch sie zurückkommen. Also sind 3 von 8 + 3 Zeitfenstern leer, 27 % statt 75 %; bei 16 Stücken 3 von 16 + 3. Was gelernt wird, bleibt gleich: Die Gradienten aller Stücke werden addiert.</translation>
    </message>
    <message>
        <source>Anyone who says 24 is thinking of taking turns with every piece. In any row, the hatched part is as long as three of its pieces, forward and backward.</source>
        <translation>Wer 24 sagt, denkt an ein Abwechseln bei jedem Stück. Was in einer Zeile schraffiert ist, ist so lang wie drei ihrer Stücke, vorwärts und rückwärts.</translation>
    </message>
    <message>
        <source>A model learns from examples, its samples, and takes them in batches. Here are three, of one sample each. Each goes through A, then through B, a forward pass: the lower slab of the tower lights up, then the upper one. Press Space, and follow batch 1.</source>
        <translation>Ein Modell lernt aus Beispielen, seinen Samples, und nimmt sie in Batches. Hier sind drei mit je einem Sample. Jeder läuft durch A, dann durch B, ein Vorwärtsdurchlauf: Erst leuchtet die untere Platte des Turms auf, dann die obere. Drücken Sie die Leertaste und folgen Sie Batch 1.</translation>
    </message>
    <message>
        <source>Now the model is split instead: model parallelism. Layer A lies on GPU 0, layer B on GPU 1. They take turns: a batch goes through A, travels, goes through B; then the next starts. Each holds half of the weights, 2 MB, but needs 8 MB as before: 4 MB for what it computes, 2 MB for what travels.</source>
        <translation>Jetzt wird stattdessen das Modell geteilt: Modellparallelität. Schicht A liegt auf GPU 0, Schicht B auf GPU 1. Sie wechseln sich ab: Ein Batch läuft durch A, reist, läuft durch B; dann beginnt der nächste. Jede hält die Hälfte der Gewichte, 2 MB, braucht aber wie zuvor 8 MB: 4 MB für das, was sie berechnet, 2 MB für das, was reist.</translation>
    </message>
    <message>
        <source>Models that do not fit</source>
        <translation>Modelle, die nicht passen</translation>
    </message>
    <message>
        <source>First a model that fits: GPT-2 on one GPU. The tank on the right of its card is the memory, and the dashed line is how much it can hold. Play the step: the tank fills as the layers keep what they make of the samples, the activations, and gets empty again.</source>
        <translation>Zuerst ein Modell, das passt: GPT-2 auf einer GPU. Der Tank rechts auf ihrer Karte ist der Speicher, und die gestrichelte Linie sagt, wie viel er fasst. Spielen Sie den Schritt ab: Der Tank füllt sich, weil die Schichten behalten, was sie aus den Samples machen, die Aktivierungen, und leert sich wieder.</translation>
    </message>
    <message>
        <source>The topmost slab is lit the longest: the head counts with it, which works out a score for every word of the vocabulary.</source>
        <translation>Die oberste Platte leuchtet am längsten: Zu ihr zählt der Kopf, der für jedes Wort des Vokabulars eine Bewertung ausrechnet.</translation>
    </message>
    <message>
        <source>What stays in the tank is kept for each parameter, each number that training adjusts: 2 bytes of weight, which the GPU computes with, 2 bytes of gradient, and 12 bytes of optimizer states, which are averages of earlier gradients and a more precise copy of the weight. For the 124 million parameters of GPT-2 that is 1.99 GB.</source>
        <translation>Was im Tank bleibt, wird für jeden Parameter gehalten, jede Zahl, die das Training anpasst: 2 Bytes Gewicht, mit dem die GPU rechnet, 2 Bytes Gradient und 12 Bytes Zustände des Optimierers: Mittel früherer Gradienten und eine genauere Kopie des Gewichts. Für die 124 Millionen Parameter von GPT-2 sind das 1,99 GB.</translation>
    </message>
    <message>
        <source>Now Llama-2 7B, a language model of 6.74 billion parameters, on one GPU of 80 GB. To train it takes 150 GB, so nothing runs. What takes most of that?</source>
        <translation>Jetzt Llama-2 7B, ein Sprachmodell mit 6,74 Milliarden Parametern, auf einer GPU mit 80 GB. Es zu trainieren braucht 150 GB, also läuft nichts. Was nimmt den größten Teil davon ein?</translation>
    </message>
    <message>
        <source>Weights and gradients</source>
        <translation>Gewichte und Gradienten</translation>
    </message>
    <message>
        <source>Optimizer states</source>
        <translation>Zustände des Optimierers</translation>
    </message>
    <message>
        <source>Activations, as before</source>
        <translation>Aktivierungen, wie zuvor</translation>
    </message>
    <message>
        <source>12 bytes for each of 6.74 billion parameters are 80.9 GB, more than all the others together and more than the GPU has. Weights and gradients take 13.5 GB each. GPT-2 was filled by activations, since it has few parameters and was given many samples; here they are 42 GB.</source>
        <translation>12 Bytes für jeden von 6,74 Milliarden Parametern sind 80,9 GB, mehr als alles andere zusammen und mehr, als die GPU hat. Gewichte und Gradienten brauchen je 13,5 GB. GPT-2 war von Aktivierungen gefüllt, denn es hat wenige Parameter und bekam viele Samples; hier sind es 42 GB.</translation>
    </message>
    <message>
        <source>Whoever says activations has the picture of GPT-2 in mind. Let the class multiply: 6.74 billion times 12 bytes.</source>
        <translation>Wer Aktivierungen sagt, hat das Bild von GPT-2 vor Augen. Lassen Sie die Klasse multiplizieren: 6,74 Milliarden mal 12 Bytes.</translation>
    </message>
    <message>
        <source>Take 8 of these GPUs and split the data: a copy of the model on each, and an eighth of the samples. Does it fit now?</source>
        <translation>Nehmen Sie 8 solche GPUs und teilen Sie die Daten: eine Kopie des Modells auf jeder und ein Achtel der Samples. Passt es jetzt?</translation>
    </message>
    <message>
        <source>Yes, each has only an eighth of the work</source>
        <translation>Ja, jede hat nur ein Achtel der Arbeit</translation>
    </message>
    <message>
        <source>Yes, if the batch gets no larger</source>
        <translation>Ja, wenn der Batch nicht größer wird</translation>
    </message>
    <message>
        <source>No. Data parallelism divides the samples; weights, gradients and optimizer states are copied in full. A hundred more copies would need as much memory each. The picture still shows one GPU; on the next page you take eight.</source>
        <translation>Nein. Datenparallelität teilt die Samples; Gewichte, Gradienten und Zustände des Optimierers werden vollständig kopiert. Hundert weitere Kopien brauchten jeweils genauso viel Speicher. Das Bild zeigt noch eine GPU; auf der nächsten Seite nehmen Sie acht.</translation>
    </message>
    <message>
        <source>The model is cut into four parts, one on each GPU. Links of 1000 TB/s cost no time here. A batch goes forward through all parts. Then gradients come backward: they say how to change each weight so that the error, the loss, gets smaller. GPU 1 has just received the batch; dashed labels say whom they wait for.</source>
        <translation>Das Modell ist in vier Teile zerlegt, einer auf jeder GPU. Links mit 1000 TB/s kosten hier keine Zeit. Ein Batch läuft vorwärts durch alle Teile. Dann kommen Gradienten zurück: Sie sagen, wie jedes Gewicht zu ändern ist, damit der Fehler, der Verlust, kleiner wird. GPU 1 hat den Batch gerade bekommen; gestrichelte Schilder sagen, auf wen die anderen warten.</translation>
    </message>
    <message>
        <source>The same picture eight times: every tank overflows, with 150 GB each. If a model is too large for one GPU, copies of it are too. Not even the activations got fewer: a GPU took its 32 samples four at a time before, and takes its four at once now.</source>
        <translation>Achtmal dasselbe Bild: Jeder Tank läuft über, mit je 150 GB. Ist ein Modell zu groß für eine GPU, dann sind es auch Kopien davon. Nicht einmal die Aktivierungen wurden weniger: Eine GPU nahm ihre 32 Beispiele vorher zu je vieren, und nimmt jetzt ihre vier auf einmal.</translation>
    </message>
    <message>
        <source>No: 118 GB. The activations fall from 42 GB to 10.5 GB, since only those of one micro-batch are kept at a time. But 108 GB remain, 16 bytes for each parameter: weights, gradients and optimizer, which together are called the states. With hardly any activations it is still 108 GB.</source>
        <translation>Nein: 118 GB. Die Aktivierungen fallen von 42 GB auf 10,5 GB, denn es werden immer nur die eines Mikrobatches behalten. Aber 108 GB bleiben, 16 Bytes für jeden Parameter: Gewichte, Gradienten und Optimierer, die zusammen die Zustände heißen. Auch fast ohne Aktivierungen sind es noch 108 GB.</translation>
    </message>
    <message>
        <source>Three ways now hold this model on the same 8 GPUs, with the same batch of 64: ZeRO-3 with 39 GB on each GPU, a pipeline of 8 stages with at most 35 GB, tensor parallelism of 8 with 20 GB. All GPUs are in one computer, with links of 300 GB/s. Which way takes the shortest step?</source>
        <translation>Auf drei Arten passt dieses Modell nun auf dieselben 8 GPUs, mit demselben Batch von 64: ZeRO-3 mit 39 GB je GPU, eine Pipeline aus 8 Stufen mit höchstens 35 GB, Tensorparallelität über 8 mit 20 GB. Alle GPUs stehen in einem Rechner, mit Verbindungen von 300 GB/s. Welche Art braucht den kürzesten Schritt?</translation>
    </message>
    <message>
        <source>ZeRO-3</source>
        <translation>ZeRO-3</translation>
    </message>
    <message>
        <source>The pipeline</source>
        <translation>Die Pipeline</translation>
    </message>
    <message>
        <source>Tensor parallelism</source>
        <translation>Tensorparallelität</translation>
    </message>
    <message>
        <source>ZeRO-3, with 8.06 s: no GPU waits for its turn, and weights travel while the layer before is computed. The pipeline takes 9.62 s: a GPU waits for 19 % of the step. Tensor parallelism takes 11.6 s: in every layer all wait until their parts are added up.</source>
        <translation>ZeRO-3, mit 8,06 s: Keine GPU wartet, bis sie an der Reihe ist, und Gewichte sind unterwegs, während die Schicht davor berechnet wird. Die Pipeline braucht 9,62 s: Eine GPU wartet 19 % des Schritts. Tensorparallelität braucht 11,6 s: In jeder Schicht warten alle, bis ihre Teile addiert sind.</translation>
    </message>
    <message>
        <source>With a batch of 8 the pipeline is the slowest: it waits for almost half of the step, and ZeRO-3 has one sample for each GPU.</source>
        <translation>Bei einem Batch von 8 ist die Pipeline die langsamste: Sie wartet fast den halben Schritt, und ZeRO-3 hat ein Beispiel für jede GPU.</translation>
    </message>
    <message>
        <source>Now each of the 8 GPUs is in a computer of its own, and the links between them carry 25 GB/s, a twelfth. For which of the three does the step stay almost as short?</source>
        <translation>Jetzt steht jede der 8 GPUs in einem eigenen Rechner, und die Verbindungen dazwischen schaffen 25 GB/s, ein Zwölftel. Bei welcher der drei Arten bleibt der Schritt fast so kurz?</translation>
    </message>
    <message>
        <source>The pipeline, with 9.64 s: it only hands on what a stage has made. ZeRO-3, 18.3 s, gathers all weights for each micro-batch; tensor parallelism, 32.8 s, adds up in each layer. So a pipeline suits slow links and many micro-batches; ZeRO-3 fast links and samples for every GPU; tensor parallelism the fastest links, where memory is short.</source>
        <translation>Bei der Pipeline, mit 9,64 s: Sie reicht nur weiter, was eine Stufe berechnet hat. ZeRO-3, 18,3 s, sammelt für jeden Mikrobatch alle Gewichte ein; Tensorparallelität, 32,8 s, addiert in jeder Schicht. Zu langsamen Verbindungen und vielen Mikrobatches passt also eine Pipeline; zu schnellen Verbindungen und Beispielen für jede GPU passt ZeRO-3; zu den schnellsten Verbindungen, wo Speicher knapp ist, passt Tensorparallelität.</translation>
    </message>
    <message>
        <source>ZeRO-1, which leaves the weights where they are, takes 8.91 s here, but 58 GB. Lesson 7 combines the ways: each on the links that suit it.</source>
        <translation>ZeRO-1, das die Gewichte lässt, wo sie sind, braucht hier 8,91 s, aber 58 GB. Lektion 7 kombiniert die Arten: jede auf den Verbindungen, die zu ihr passen.</translation>
    </message>
    <message>
        <source>ZeRO-3: no GPU waits for its turn</source>
        <translation>ZeRO-3: Keine GPU wartet, bis sie an der Reihe ist</translation>
    </message>
    <message>
        <source>The pipeline: it sends the least</source>
        <translation>Die Pipeline: Sie sendet am wenigsten</translation>
    </message>
    <message>
        <source>Tensor parallelism: each holds the least</source>
        <translation>Tensorparallelität: Jede hält am wenigsten</translation>
    </message>
</context>
<context>
    <name>LinkList</name>
    <message>
        <source>tensor: %1 GPUs, %2</source>
        <translation>Tensor: %1 GPUs, %2</translation>
    </message>
    <message>
        <source>context: %1 GPUs, %2</source>
        <translation>Kontext: %1 GPUs, %2</translation>
    </message>
    <message>
        <source>experts: %1 GPUs, %2</source>
        <translation>Experten: %1 GPUs, %2</translation>
    </message>
    <message>
        <source>shards: %1 GPUs, %2</source>
        <translation>Shards: %1 GPUs, %2</translation>
    </message>
    <message>
        <source>ring of %1 GPUs, %2</source>
        <translation>Ring aus %1 GPUs, %2</translation>
    </message>
    <message>
        <source>tree of %1 GPUs, %2</source>
        <translation>Baum aus %1 GPUs, %2</translation>
    </message>
    <message>
        <source>%1 GPUs, node by node, %2</source>
        <translation>%1 GPUs, Knoten für Knoten, %2</translation>
    </message>
</context>
<context>
    <name>List</name>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
</context>
<context>
    <name>LongTime</name>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
</context>
<context>
    <name>MemoryLines</name>
    <message>
        <source>stage %1</source>
        <translation>Stufe %1</translation>
    </message>
    <message>
        <source>%1, the fullest</source>
        <translation>%1, am vollsten</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>the others</source>
        <translation>die übrigen</translation>
    </message>
    <message>
        <source>%1 GPUs</source>
        <translation>%1 GPUs</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>No recent files</source>
        <translation>Keine letzten Dateien</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Follow the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispielszenarien</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Lower pane</source>
        <translation>Unterer Bereich</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
    </message>
    <message>
        <source>Bubble</source>
        <translation>Bubble</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Lauf</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
    <message>
        <source>Language of the desktop</source>
        <translation>Sprache des Desktops</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>&amp;Lessons</source>
        <translation>Le&amp;ktionen</translation>
    </message>
    <message>
        <source>For the teacher</source>
        <translation>Für Lehrende</translation>
    </message>
</context>
<context>
    <name>Model</name>
    <message>
        <source>Digits network, 12 layers</source>
        <translation>Ziffernnetz, 12 Schichten</translation>
    </message>
    <message>
        <source>Two layers</source>
        <translation>Zwei Schichten</translation>
    </message>
    <message>
        <source>24 equal layers</source>
        <translation>24 gleiche Schichten</translation>
    </message>
</context>
<context>
    <name>Modes</name>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>Change the setup, see what happens</source>
        <translation>Aufbau ändern und sehen, was geschieht</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Train a small network, step by step</source>
        <translation>Ein kleines Netz trainieren, Schritt für Schritt</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>Short lessons, with predictions</source>
        <translation>Kurze Lektionen mit Vorhersagen</translation>
    </message>
    <message>
        <source>Quiz</source>
        <translation>Quiz</translation>
    </message>
    <message>
        <source>Questions, and the scene that proves them</source>
        <translation>Fragen und die Szene, die sie belegt</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Two results on one clock</source>
        <translation>Zwei Ergebnisse mit einer Uhr</translation>
    </message>
    <message>
        <source>Mystery box</source>
        <translation>Rätselbox</translation>
    </message>
    <message>
        <source>A hidden fault to be found</source>
        <translation>Ein versteckter Fehler, der zu finden ist</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>Variieren</translation>
    </message>
    <message>
        <source>A setting taken through its values</source>
        <translation>Eine Einstellung durchläuft ihre Werte</translation>
    </message>
    <message>
        <source>Schedule editor</source>
        <translation>Ablaufeditor</translation>
    </message>
    <message>
        <source>Move the visits of a schedule by hand</source>
        <translation>Die Besuche eines Ablaufs von Hand verschieben</translation>
    </message>
    <message>
        <source>Best layout</source>
        <translation>Beste Aufteilung</translation>
    </message>
    <message>
        <source>The whole space of layouts, searched</source>
        <translation>Der ganze Raum der Aufteilungen, durchsucht</translation>
    </message>
</context>
<context>
    <name>Mystery</name>
    <message>
        <source>nobody can go on</source>
        <translation>niemand kommt weiter</translation>
    </message>
    <message>
        <source>The step stops here: nobody can go on.</source>
        <translation>Der Schritt bleibt hier stehen: Niemand kommt weiter.</translation>
    </message>
    <message>
        <source>A slow GPU</source>
        <translation>Eine langsame GPU</translation>
    </message>
    <message>
        <source>A slow link</source>
        <translation>Eine langsame Verbindung</translation>
    </message>
    <message>
        <source>A cut link</source>
        <translation>Eine unterbrochene Verbindung</translation>
    </message>
    <message>
        <source>Layers divided unevenly</source>
        <translation>Ungleich verteilte Schichten</translation>
    </message>
    <message>
        <source>Stages placed on far-apart GPUs</source>
        <translation>Stufen auf weit entfernten GPUs</translation>
    </message>
    <message>
        <source>Too few micro-batches</source>
        <translation>Zu wenige Mikrobatches</translation>
    </message>
    <message>
        <source>States too large for one GPU</source>
        <translation>Zustände, die für eine GPU zu groß sind</translation>
    </message>
    <message>
        <source>%1 is busy %2 of the step, and no other more than %3: it never waits, the others wait for it.</source>
        <translation>%1 ist %2 des Schritts beschäftigt, und keine andere mehr als %3: Sie wartet nie, die anderen warten auf sie.</translation>
    </message>
    <message>
        <source>%1 is busy %2 of the step, and no other more than %3: it has more layers than they.</source>
        <translation>%1 ist %2 des Schritts beschäftigt, und keine andere mehr als %3: Sie hat mehr Schichten als die anderen.</translation>
    </message>
    <message>
        <source>Every hand-over leaves its node: the devices wait %1 of the step for links, although each link is as fast as it should be.</source>
        <translation>Jede Übergabe verlässt ihren Knoten: Die GPUs warten %1 des Schritts auf Verbindungen, obwohl jede so schnell ist, wie sie sein soll.</translation>
    </message>
    <message>
        <source>Nobody is slow and no link is, and yet %1 of the time is idle, at the begin and at the end of the step: the pipeline fills and drains for few micro-batches.</source>
        <translation>Keine GPU und keine Verbindung ist langsam, und doch ist %1 der Zeit Leerlauf, am Anfang und am Ende des Schritts: Die Pipeline füllt und leert sich für wenige Mikrobatches.</translation>
    </message>
    <message>
        <source>Each GPU needs %1, more than it has, and most of that are weights, gradients and optimizer states, which every GPU holds in full.</source>
        <translation>Jede GPU braucht %1, mehr als sie hat, und das meiste davon sind Gewichte, Gradienten und Optimiererzustände, die jede GPU vollständig hält.</translation>
    </message>
    <message>
        <source>%1 waits %2 of the step for messages: whatever crosses the link between %3 and %4 arrives late.</source>
        <translation>%1 wartet %2 des Schritts auf Nachrichten: Was über die Verbindung zwischen %3 und %4 geht, kommt spät an.</translation>
    </message>
</context>
<context>
    <name>Openings</name>
    <message>
        <source>%1 changes nothing: the scenario already has these values.</source>
        <translation>%1 ändert nichts: Das Szenario hat diese Werte schon.</translation>
    </message>
    <message>
        <source>apply %1</source>
        <translation>%1 anwenden</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1, Zeile %2: %3</translation>
    </message>
    <message>
        <source>Only %2 of the %1 files was opened: a window holds one scenario.</source>
        <translation>Von den %1 Dateien wurde nur %2 geöffnet: Ein Fenster enthält ein Szenario.</translation>
    </message>
    <message>
        <source>None of the %1 files could be opened. The first: %2</source>
        <translation>Keine der %1 Dateien ließ sich öffnen. Die erste: %2</translation>
    </message>
    <message>
        <source>The clipboard holds no text: copy a scenario, a Hugging Face config.json or a DeepSpeed configuration first.</source>
        <translation>Die Zwischenablage enthält keinen Text: Kopieren Sie zuerst ein Szenario, eine config.json von Hugging Face oder eine DeepSpeed-Konfiguration.</translation>
    </message>
    <message>
        <source>The clipboard holds more than %1 of text, too much for a scenario.</source>
        <translation>Die Zwischenablage enthält mehr als %1 Text, zu viel für ein Szenario.</translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>queries, keys and values</source>
        <translation>Queries, Keys und Values</translation>
    </message>
    <message>
        <source>latent queries</source>
        <translation>latente Queries</translation>
    </message>
    <message>
        <source>latent keys and values</source>
        <translation>latente Keys und Values</translation>
    </message>
    <message>
        <source>queries from latent ones</source>
        <translation>Queries aus latenten</translation>
    </message>
    <message>
        <source>keys and values from latent ones</source>
        <translation>Keys und Values aus latenten</translation>
    </message>
    <message>
        <source>attention output</source>
        <translation>Ausgabe der Attention</translation>
    </message>
    <message>
        <source>router</source>
        <translation>Router</translation>
    </message>
    <message>
        <source>attention scores</source>
        <translation>Scores der Attention</translation>
    </message>
    <message>
        <source>weighted values</source>
        <translation>gewichtete Values</translation>
    </message>
    <message>
        <source>projection of patches</source>
        <translation>Projektion der Bildausschnitte</translation>
    </message>
    <message>
        <source>transform before the logits</source>
        <translation>Transformation vor den Logits</translation>
    </message>
    <message>
        <source>logits</source>
        <translation>Logits</translation>
    </message>
    <message>
        <source>layer as a whole</source>
        <translation>Schicht als Ganzes</translation>
    </message>
    <message>
        <source>convolution</source>
        <translation>Faltung</translation>
    </message>
    <message>
        <source>product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>flash attention</source>
        <translation>Flash Attention</translation>
    </message>
    <message>
        <source>softmax of the scores</source>
        <translation>Softmax der Scores</translation>
    </message>
    <message>
        <source>dropout of the scores</source>
        <translation>Dropout der Scores</translation>
    </message>
    <message>
        <source>norms</source>
        <translation>Normierungen</translation>
    </message>
    <message>
        <source>residual additions</source>
        <translation>Residualadditionen</translation>
    </message>
    <message>
        <source>activation function</source>
        <translation>Aktivierungsfunktion</translation>
    </message>
    <message>
        <source>inputs cast to fp8</source>
        <translation>Eingaben in fp8 gewandelt</translation>
    </message>
    <message>
        <source>softmax and loss</source>
        <translation>Softmax und Verlust</translation>
    </message>
    <message>
        <source>normalisation, ReLU, residual addition</source>
        <translation>Normierung, ReLU, Residualaddition</translation>
    </message>
    <message>
        <source>kernels between the products</source>
        <translation>Kernel zwischen den Produkten</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>sums of the loss</source>
        <translation>Summen des Verlusts</translation>
    </message>
    <message>
        <source>host at the end of the step</source>
        <translation>Host am Ende des Schritts</translation>
    </message>
    <message>
        <source>not itemised</source>
        <translation>nicht aufgeschlüsselt</translation>
    </message>
    <message>
        <source>matrix product</source>
        <translation>Matrixprodukt</translation>
    </message>
    <message>
        <source>attention kernel</source>
        <translation>Attention-Kernel</translation>
    </message>
    <message>
        <source>element-wise kernel</source>
        <translation>elementweiser Kernel</translation>
    </message>
    <message>
        <source>collective</source>
        <translation>kollektive Operation</translation>
    </message>
    <message>
        <source>host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>ring all-gather</source>
        <translation>Ring-All-Gather</translation>
    </message>
    <message>
        <source>ring reduce-scatter</source>
        <translation>Ring-Reduce-Scatter</translation>
    </message>
    <message>
        <source>all-to-all</source>
        <translation>All-to-All</translation>
    </message>
    <message>
        <source>tree all-reduce</source>
        <translation>Baum-All-Reduce</translation>
    </message>
    <message>
        <source>hierarchical all-reduce</source>
        <translation>hierarchisches All-Reduce</translation>
    </message>
    <message>
        <source>ring all-reduce</source>
        <translation>Ring-All-Reduce</translation>
    </message>
    <message>
        <source>%1, %2 GPUs in %3 nodes</source>
        <translation>%1, %2 GPUs in %3 Knoten</translation>
    </message>
    <message>
        <source>%1, %2 GPUs</source>
        <translation>%1, %2 GPUs</translation>
    </message>
    <message>
        <source>%1 (weights)</source>
        <translation>%1 (Gewichte)</translation>
    </message>
    <message>
        <source>%1 (input)</source>
        <translation>%1 (Eingabe)</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>Embedding</translation>
    </message>
    <message>
        <source>head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>layers %1–%2</source>
        <translation>Schichten %1–%2</translation>
    </message>
    <message>
        <source>%1 of memory</source>
        <translation>%1 vom Speicher</translation>
    </message>
    <message>
        <source>%1 (%2), %3</source>
        <translation>%1 (%2), %3</translation>
    </message>
    <message>
        <source>shape %1</source>
        <translation>Größe %1</translation>
    </message>
    <message>
        <source>%1 tiles of %2 × %3</source>
        <translation>%1 Kacheln aus %2 × %3</translation>
    </message>
    <message>
        <source>%1 FLOP per byte</source>
        <translation>%1 FLOP je Byte</translation>
    </message>
    <message>
        <source>%1 sent by each</source>
        <translation>%1, die jede GPU sendet</translation>
    </message>
    <message>
        <source>%1 through the memory</source>
        <translation>%1 durch den Speicher</translation>
    </message>
    <message>
        <source>%1 of latency, %2 for the bytes</source>
        <translation>%1 Latenz, %2 für die Bytes</translation>
    </message>
    <message>
        <source>%1 more, beside other work</source>
        <translation>%1 mehr, neben anderer Arbeit</translation>
    </message>
    <message>
        <source>end of the step</source>
        <translation>Ende des Schritts</translation>
    </message>
    <message>
        <source>%1 of %2, the time of the pass</source>
        <translation>%1 von %2, der Zeit des Passes</translation>
    </message>
    <message>
        <source>MLP, up projection</source>
        <translation>MLP, Aufwärtsprojektion</translation>
    </message>
    <message>
        <source>MLP, down projection</source>
        <translation>MLP, Abwärtsprojektion</translation>
    </message>
    <message>
        <source>experts, up projection</source>
        <translation>Experten, Aufwärtsprojektion</translation>
    </message>
    <message>
        <source>experts, down projection</source>
        <translation>Experten, Abwärtsprojektion</translation>
    </message>
    <message>
        <source>shared expert, up projection</source>
        <translation>gemeinsamer Experte, Aufwärtsprojektion</translation>
    </message>
    <message>
        <source>shared expert, down projection</source>
        <translation>gemeinsamer Experte, Abwärtsprojektion</translation>
    </message>
    <message>
        <source>transposition of heads</source>
        <translation>Transponieren der Köpfe</translation>
    </message>
    <message>
        <source>permutation of tokens by expert</source>
        <translation>Umordnen der Token nach Experten</translation>
    </message>
    <message>
        <source>embedding lookup</source>
        <translation>Zeilen des Embeddings holen</translation>
    </message>
    <message>
        <source>transposition of maps</source>
        <translation>Transponieren der Karten</translation>
    </message>
    <message>
        <source>optimizer in host memory</source>
        <translation>Optimierer im Hauptspeicher</translation>
    </message>
    <message>
        <source>updated weights back from the host</source>
        <translation>aktualisierte Gewichte zurück vom Host</translation>
    </message>
    <message>
        <source>all-reduce of tensor partners</source>
        <translation>All-Reduce der Tensorpartner</translation>
    </message>
    <message>
        <source>all-gather of tensor partners</source>
        <translation>All-Gather der Tensorpartner</translation>
    </message>
    <message>
        <source>reduce-scatter of tensor partners</source>
        <translation>Reduce-Scatter der Tensorpartner</translation>
    </message>
    <message>
        <source>all-gather of keys and values</source>
        <translation>All-Gather der Keys und Values</translation>
    </message>
    <message>
        <source>dispatch of tokens to experts</source>
        <translation>Verteilen der Token an Experten</translation>
    </message>
    <message>
        <source>combination of expert results</source>
        <translation>Zusammenführen der Expertenergebnisse</translation>
    </message>
    <message>
        <source>all-gather of weights</source>
        <translation>All-Gather der Gewichte</translation>
    </message>
    <message>
        <source>reduce-scatter of gradients</source>
        <translation>Reduce-Scatter der Gradienten</translation>
    </message>
    <message>
        <source>all-reduce of gradients</source>
        <translation>All-Reduce der Gradienten</translation>
    </message>
    <message>
        <source>all-reduce of the tied embedding</source>
        <translation>All-Reduce des gemeinsamen Embeddings</translation>
    </message>
    <message>
        <source>%1 of peak</source>
        <translation>%1 der Spitze</translation>
    </message>
    <message>
        <source>%1 of them, each of shape %2</source>
        <translation>%1 davon, jeweils mit der Form %2</translation>
    </message>
    <message>
        <source>each in %1 tiles of %2 × %3</source>
        <translation>jeweils in %1 Kacheln von %2 × %3</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>%1 insgesamt</translation>
    </message>
    <message>
        <source>%1 over PCIe</source>
        <translation>%1 über PCIe</translation>
    </message>
    <message>
        <source>sum of the gradients of both branches</source>
        <translation>Summe der Gradienten beider Zweige</translation>
    </message>
    <message>
        <source>activation function, unfused</source>
        <translation>Aktivierungsfunktion, unfusioniert</translation>
    </message>
    <message>
        <source>residual additions, unfused</source>
        <translation>Residualadditionen, unfusioniert</translation>
    </message>
    <message>
        <source>normalisations, unfused</source>
        <translation>Normierungen, unfusioniert</translation>
    </message>
    <message>
        <source>rotary embedding, unfused</source>
        <translation>rotierende Einbettung, unfusioniert</translation>
    </message>
    <message>
        <source>gradient accumulation</source>
        <translation>Gradientenakkumulation</translation>
    </message>
    <message>
        <source>data loading</source>
        <translation>Laden der Daten</translation>
    </message>
    <message>
        <source>transfer to the next stage</source>
        <translation>Übertragung an die nächste Stufe</translation>
    </message>
    <message>
        <source>kernel launches by the host</source>
        <translation>Kernelstarts des Hosts</translation>
    </message>
</context>
<context>
    <name>OwnLessonsFolder</name>
    <message>
        <source>Your lessons</source>
        <translation>Ihre Lektionen</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made: look who may write there.</source>
        <translation>Der Ordner %1 kann nicht angelegt werden: Sehen Sie nach, wer dort schreiben darf.</translation>
    </message>
    <message>
        <source>No program opens folders here. Put your lessons into %1.</source>
        <translation>Hier öffnet kein Programm Ordner. Legen Sie Ihre Lektionen in %1 ab.</translation>
    </message>
</context>
<context>
    <name>Picture</name>
    <message>
        <source>the first %1 of %2 rows; a taller picture shows more</source>
        <translation>die ersten %1 von %2 Zeilen; ein höheres Bild zeigt mehr</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>bei %1</translation>
    </message>
    <message>
        <source>does not run: the model does not fit</source>
        <translation>läuft nicht: Das Modell passt nicht</translation>
    </message>
    <message>
        <source>one step of %1</source>
        <translation>ein Schritt von %1</translation>
    </message>
    <message>
        <source>stopped after %1</source>
        <translation>angehalten nach %1</translation>
    </message>
    <message>
        <source>memory of every GPU, %1 is the fullest</source>
        <translation>Speicher jeder GPU, %1 ist am vollsten</translation>
    </message>
    <message>
        <source>memory of %1</source>
        <translation>Speicher von %1</translation>
    </message>
    <message>
        <source>how every GPU spends the step, %1</source>
        <translation>wie jede GPU den Schritt verbringt, %1</translation>
    </message>
    <message>
        <source>data in flight between GPUs</source>
        <translation>Daten unterwegs zwischen GPUs</translation>
    </message>
    <message>
        <source>recorded, one step of %1</source>
        <translation>aufgezeichnet, ein Schritt von %1</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
    </message>
    <message>
        <source>Flow scene</source>
        <translation>Datenfluss-Szene</translation>
    </message>
    <message>
        <source>Memory over time</source>
        <translation>Speicher im Zeitverlauf</translation>
    </message>
    <message>
        <source>Busy time</source>
        <translation>Aktive Zeit</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>operations of stage %1, %2: what they reach of the device</source>
        <translation>Operationen der Stufe %1, %2: was sie vom Gerät erreichen</translation>
    </message>
    <message>
        <source>Roofline</source>
        <translation>Roofline</translation>
    </message>
    <message>
        <source>memory of every GPU</source>
        <translation>Speicher jeder GPU</translation>
    </message>
</context>
<context>
    <name>PictureKey</name>
    <message>
        <source>Work: timeline, cards, squares, busy time</source>
        <translation>Arbeit: Zeitleiste, Karten, Felder, Auslastung</translation>
    </message>
    <message>
        <source>idle because of a slow GPU or a link</source>
        <translation>untätig wegen einer langsamen GPU oder einer Verbindung</translation>
    </message>
    <message>
        <source>paler: still to come</source>
        <translation>blasser: steht noch bevor</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>the moment that all views show</source>
        <translation>der Zeitpunkt, den alle Ansichten zeigen</translation>
    </message>
    <message>
        <source>end of the other step, or of the step before the change</source>
        <translation>Ende des anderen Schritts oder des Schritts vor der Änderung</translation>
    </message>
    <message>
        <source>micro-batch that enters at the last GPU</source>
        <translation>Mikrobatch, der bei der letzten GPU beginnt</translation>
    </message>
    <message>
        <source>two halves of a pair</source>
        <translation>zwei Hälften eines Paars</translation>
    </message>
    <message>
        <source>idle time that the bubble counts</source>
        <translation>Leerlauf, der zur Bubble zählt</translation>
    </message>
    <message>
        <source>what the bubble is divided by</source>
        <translation>wodurch die Bubble geteilt wird</translation>
    </message>
    <message>
        <source>critical path</source>
        <translation>kritischer Pfad</translation>
    </message>
    <message>
        <source>a mark at a row: slow GPU</source>
        <translation>Zeichen an einer Zeile: langsame GPU</translation>
    </message>
    <message>
        <source>a mark at a row: faulty link</source>
        <translation>Zeichen an einer Zeile: gestörte Verbindung</translation>
    </message>
    <message>
        <source>What moves</source>
        <translation>Was sich bewegt</translation>
    </message>
    <message>
        <source>activations of a micro-batch, going forward</source>
        <translation>Aktivierungen eines Mikrobatches, vorwärts</translation>
    </message>
    <message>
        <source>gradients of a micro-batch, going back</source>
        <translation>Gradienten eines Mikrobatches, rückwärts</translation>
    </message>
    <message>
        <source>chunk of a collective: sums, gathered weights, shares of gradients</source>
        <translation>Chunk einer kollektiven Operation: Summen, eingesammelte Gewichte, Anteile von Gradienten</translation>
    </message>
    <message>
        <source>micro-batches of a step, from the first to the last</source>
        <translation>Mikrobatches eines Schritts, vom ersten bis zum letzten</translation>
    </message>
    <message>
        <source>Card of a GPU</source>
        <translation>Karte einer GPU</translation>
    </message>
    <message>
        <source>tower: a layer that this GPU holds</source>
        <translation>Turm: eine Schicht, die diese GPU hält</translation>
    </message>
    <message>
        <source>tower: the part of a layer that others hold</source>
        <translation>Turm: der Teil einer Schicht, den andere halten</translation>
    </message>
    <message>
        <source>tower: a layer of other GPUs</source>
        <translation>Turm: eine Schicht anderer GPUs</translation>
    </message>
    <message>
        <source>tower: weights that are arriving</source>
        <translation>Turm: Gewichte, die gerade ankommen</translation>
    </message>
    <message>
        <source>ring: how far the work is</source>
        <translation>Ring: wie weit die Arbeit ist</translation>
    </message>
    <message>
        <source>it waits</source>
        <translation>sie wartet</translation>
    </message>
    <message>
        <source>it shares gradients</source>
        <translation>sie gleicht Gradienten ab</translation>
    </message>
    <message>
        <source>it updates the weights</source>
        <translation>sie aktualisiert die Gewichte</translation>
    </message>
    <message>
        <source>it is done</source>
        <translation>sie ist fertig</translation>
    </message>
    <message>
        <source>it does not fit</source>
        <translation>es passt nicht</translation>
    </message>
    <message>
        <source>Links: thicker is busier</source>
        <translation>Verbindungen: dicker ist stärker ausgelastet</translation>
    </message>
    <message>
        <source>activations forward</source>
        <translation>Aktivierungen vorwärts</translation>
    </message>
    <message>
        <source>gradients back</source>
        <translation>Gradienten rückwärts</translation>
    </message>
    <message>
        <source>full, or a ring of collectives</source>
        <translation>voll, oder ein Ring kollektiver Operationen</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>Memory: tanks and charts</source>
        <translation>Speicher: Tanks und Diagramme</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>gradients</source>
        <translation>Gradienten</translation>
    </message>
    <message>
        <source>optimizer states</source>
        <translation>Optimiererzustände</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>Aktivierungen</translation>
    </message>
    <message>
        <source>buffers and workspaces</source>
        <translation>Puffer und Arbeitsspeicher</translation>
    </message>
    <message>
        <source>capacity</source>
        <translation>Kapazität</translation>
    </message>
    <message>
        <source>more than the capacity</source>
        <translation>mehr als die Kapazität</translation>
    </message>
    <message>
        <source>GPUs or stages, from the first to the last</source>
        <translation>GPUs oder Stufen, von der ersten bis zur letzten</translation>
    </message>
    <message>
        <source>the fullest GPU</source>
        <translation>die vollste GPU</translation>
    </message>
    <message>
        <source>Squares of many GPUs</source>
        <translation>Felder vieler GPUs</translation>
    </message>
    <message>
        <source>idle cause: %1</source>
        <translation>Grund des Leerlaufs: %1</translation>
    </message>
    <message>
        <source>busy, from never to always</source>
        <translation>beschäftigt, von nie bis immer</translation>
    </message>
    <message>
        <source>memory, from empty to full</source>
        <translation>Speicher, von leer bis voll</translation>
    </message>
    <message>
        <source>Sweep and Best layout</source>
        <translation>Variieren und beste Aufteilung</translation>
    </message>
    <message>
        <source>out of memory, or not possible</source>
        <translation>zu wenig Speicher oder nicht möglich</translation>
    </message>
    <message>
        <source>ideal: as many times faster as there are more GPUs</source>
        <translation>ideal: so viel schneller, wie es mehr GPUs sind</translation>
    </message>
    <message>
        <source>a layout that was simulated</source>
        <translation>eine simulierte Aufteilung</translation>
    </message>
    <message>
        <source>a layout that needs too much memory</source>
        <translation>eine Aufteilung, die zu viel Speicher braucht</translation>
    </message>
    <message>
        <source>an idea, by its number</source>
        <translation>ein Vorschlag mit seiner Nummer</translation>
    </message>
    <message>
        <source>the layout that is chosen now</source>
        <translation>die jetzt gewählte Aufteilung</translation>
    </message>
    <message>
        <source>Colours and shapes</source>
        <translation>Farben und Formen</translation>
    </message>
    <message>
        <source>none that was simulated is both faster and smaller</source>
        <translation>keine simulierte ist zugleich schneller und kleiner</translation>
    </message>
    <message>
        <source>proved bound: nothing that fits can be faster</source>
        <translation>bewiesene Schranke: nichts, was passt, kann schneller sein</translation>
    </message>
    <message>
        <source>chunk of the model (longer mark: deeper layers)</source>
        <translation>Chunk des Modells (längere Marke: tiefere Schichten)</translation>
    </message>
    <message>
        <source>ideal finish: the busiest GPU at full speed, if it never waited</source>
        <translation>ideales Ende: die meistbeschäftigte GPU bei vollem Tempo, wenn sie nie wartete</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>%1
busy
so far</source>
        <translation>%1
aktiv
bisher</translation>
    </message>
    <message>
        <source>%1
so far</source>
        <translation>%1
bisher</translation>
    </message>
    <message>
        <source>%1 busy so far</source>
        <translation>bisher %1 aktiv</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>bisher %1</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>gradients</source>
        <translation>Gradienten</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>Aktivierungen</translation>
    </message>
    <message>
        <source>buffers</source>
        <translation>Puffer</translation>
    </message>
    <message>
        <source>memory of %1</source>
        <translation>Speicher von %1</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>all %1</source>
        <translation>alle %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 an %2</translation>
    </message>
    <message>
        <source>%1 to
%2</source>
        <translation>%1 an
%2</translation>
    </message>
    <message>
        <source>and %1 more GPUs</source>
        <translation>und %1 weitere GPUs</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>all-reduce · the slow link GPU %1–%2 sets the pace</source>
        <translation>All-Reduce · die langsame Verbindung GPU %1–%2 gibt das Tempo vor</translation>
    </message>
    <message>
        <source>tree all-reduce · sums go up a chain in each node and a tree across nodes, then back down</source>
        <translation>Baum-All-Reduce · Summen steigen im Knoten in einer Kette, zwischen Knoten in einem Baum auf, dann zurück</translation>
    </message>
    <message>
        <source>hierarchical all-reduce · within each node, then across nodes</source>
        <translation>hierarchisches All-Reduce · erst in jedem Knoten, dann zwischen den Knoten</translation>
    </message>
    <message>
        <source>ring all-reduce · both GPUs exchange their gradients</source>
        <translation>Ring-All-Reduce · beide GPUs tauschen ihre Gradienten aus</translation>
    </message>
    <message>
        <source>ring all-reduce · each GPU sends one chunk to the next</source>
        <translation>Ring-All-Reduce · jede GPU sendet einen Chunk an die nächste</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>G</source>
        <translation>G</translation>
    </message>
    <message>
        <source>In every layer the %1 partners sum their results</source>
        <translation>In jeder Schicht summieren die %1 Partner ihre Ergebnisse</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Batch of
%1</source>
        <translation>Batch von
%1</translation>
    </message>
    <message>
        <source>activations forward</source>
        <translation>Aktivierungen vorwärts</translation>
    </message>
    <message>
        <source>gradients back</source>
        <translation>Gradienten rückwärts</translation>
    </message>
    <message>
        <source>sum of partners</source>
        <translation>Summe der Partner</translation>
    </message>
    <message>
        <source>gradient chunk</source>
        <translation>Gradienten-Chunk</translation>
    </message>
    <message>
        <source>memory:</source>
        <translation>Speicher:</translation>
    </message>
    <message>
        <source>circle</source>
        <translation>Kreis</translation>
    </message>
    <message>
        <source>diamond</source>
        <translation>Raute</translation>
    </message>
    <message>
        <source>square</source>
        <translation>Quadrat</translation>
    </message>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>gradient sync,
%1</source>
        <translation>Gradientenabgleich,
%1</translation>
    </message>
    <message>
        <source>bucket %1 of %2,
%3</source>
        <translation>Bucket %1 von %2,
%3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>node %1</source>
        <translation>Knoten %1</translation>
    </message>
    <message>
        <source>stage %1</source>
        <translation>Stufe %1</translation>
    </message>
    <message>
        <source>%1–%2</source>
        <translation>%1–%2</translation>
    </message>
    <message>
        <source>stages
%1–%2</source>
        <translation>Stufen
%1–%2</translation>
    </message>
    <message>
        <source>replica %1</source>
        <translation>Replik %1</translation>
    </message>
    <message>
        <source>replicas %1–%2</source>
        <translation>Repliken %1–%2</translation>
    </message>
    <message>
        <source>nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>replicas</source>
        <translation>Repliken</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPUs</translation>
    </message>
    <message>
        <source>1 replica</source>
        <translation>1 Replik</translation>
    </message>
    <message>
        <source>%1 replicas</source>
        <translation>%1 Repliken</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Recomp.</source>
        <translation>Neuber.</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>%1 of %2 chunks</source>
        <translation>%1 von %2 Chunks</translation>
    </message>
    <message>
        <source>and 1 more GPU</source>
        <translation>und 1 weitere GPU</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>slow GPU</source>
        <translation>langsame GPU</translation>
    </message>
    <message>
        <source>Samples:
%1</source>
        <translation>Samples:
%1</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>vorwärts</translation>
    </message>
    <message>
        <source>back</source>
        <translation>zurück</translation>
    </message>
    <message>
        <source>gathers and scatters within each group · sums between groups</source>
        <translation>sammelt und verteilt in jeder Gruppe · summiert zwischen Gruppen</translation>
    </message>
    <message>
        <source>all-gather and reduce-scatter · weights are gathered before each layer, gradients scattered after it</source>
        <translation>All-Gather und Reduce-Scatter · Gewichte werden vor jeder Schicht gesammelt, Gradienten danach verteilt</translation>
    </message>
</context>
<context>
    <name>QuestionCard</name>
    <message>
        <source>easy</source>
        <translation>leicht</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>hard</source>
        <translation>schwer</translation>
    </message>
</context>
<context>
    <name>Quiz</name>
    <message>
        <source>Parallel training</source>
        <translation>Paralleles Training</translation>
    </message>
    <message>
        <source>Both are data parallel</source>
        <translation>Beide sind datenparallel</translation>
    </message>
    <message>
        <source>Both are model parallel</source>
        <translation>Beide sind modellparallel</translation>
    </message>
    <message>
        <source>The name says what is cut: the data, or the model. In data parallelism every GPU holds all layers and sees its own samples; in model parallelism every GPU holds its own layers and all samples pass through.</source>
        <translation>Der Name sagt, was zerlegt wird: die Daten oder das Modell. Datenparallel hat jede GPU alle Schichten und sieht ihre eigenen Beispiele; modellparallel hat jede GPU ihre eigenen Schichten, und alle Beispiele laufen hindurch.</translation>
    </message>
    <message>
        <source>Takes the name for what stays whole, not for what is cut.</source>
        <translation>Bezieht den Namen auf das, was ganz bleibt, nicht auf das, was zerlegt wird.</translation>
    </message>
    <message>
        <source>Calls any work on several GPUs data parallel, as all of them see data.</source>
        <translation>Nennt jede Arbeit auf mehreren GPUs datenparallel, weil alle Daten sehen.</translation>
    </message>
    <message>
        <source>Calls any work on several GPUs model parallel, as all of them hold a model.</source>
        <translation>Nennt jede Arbeit auf mehreren GPUs modellparallel, weil alle ein Modell halten.</translation>
    </message>
    <message>
        <source>Counts the parts only.</source>
        <translation>Zählt nur die Teile.</translation>
    </message>
    <message>
        <source>Counts the batches only.</source>
        <translation>Zählt nur die Batches.</translation>
    </message>
    <message>
        <source>Adds batches and parts; but each batch visits each part.</source>
        <translation>Addiert Batches und Teile; aber jeder Batch besucht jeden Teil.</translation>
    </message>
    <message>
        <source>Plain data parallel training. What does each GPU hold?</source>
        <translation>Einfaches datenparalleles Training. Was hält jede GPU?</translation>
    </message>
    <message>
        <source>Half of the layers</source>
        <translation>Die Hälfte der Schichten</translation>
    </message>
    <message>
        <source>The complete model and a part of the samples</source>
        <translation>Das ganze Modell und einen Teil der Beispiele</translation>
    </message>
    <message>
        <source>The complete model and all samples</source>
        <translation>Das ganze Modell und alle Beispiele</translation>
    </message>
    <message>
        <source>The optimizer only</source>
        <translation>Nur den Optimierer</translation>
    </message>
    <message>
        <source>Thinks that the model is divided.</source>
        <translation>Denkt, das Modell werde geteilt.</translation>
    </message>
    <message>
        <source>Thinks that the data is copied too; then nothing would be gained.</source>
        <translation>Denkt, auch die Daten würden kopiert; dann wäre nichts gewonnen.</translation>
    </message>
    <message>
        <source>Takes one GPU for a place that only updates.</source>
        <translation>Hält eine GPU für eine Stelle, die nur aktualisiert.</translation>
    </message>
    <message>
        <source>A batch of 90 samples, three GPUs, data parallel. How many samples does each GPU get in one step?</source>
        <translation>Ein Batch von 90 Beispielen, drei GPUs, datenparallel. Wie viele Beispiele bekommt jede GPU in einem Schritt?</translation>
    </message>
    <message>
        <source>The batch is divided among the GPUs: a third for each.</source>
        <translation>Der Batch wird auf die GPUs aufgeteilt: ein Drittel für jede.</translation>
    </message>
    <message>
        <source>Thinks that each GPU sees the whole batch.</source>
        <translation>Denkt, jede GPU sehe den ganzen Batch.</translation>
    </message>
    <message>
        <source>Divides by two: takes one of the GPUs for a master without samples.</source>
        <translation>Teilt durch zwei: hält eine der GPUs für einen Leiter ohne Beispiele.</translation>
    </message>
    <message>
        <source>Mixes up the number of GPUs and the samples of each.</source>
        <translation>Verwechselt die Zahl der GPUs mit der Zahl der Beispiele je GPU.</translation>
    </message>
    <message>
        <source>A batch of 90 samples, {n} GPUs, data parallel. How many samples does each GPU get in one step?</source>
        <translation>Ein Batch von 90 Beispielen, {n} GPUs, datenparallel. Wie viele Beispiele bekommt jede GPU in einem Schritt?</translation>
    </message>
    <message>
        <source>Data parallel training. Why must the gradients be combined before the update?</source>
        <translation>Datenparalleles Training. Warum müssen die Gradienten vor der Aktualisierung zusammengeführt werden?</translation>
    </message>
    <message>
        <source>To save memory</source>
        <translation>Um Speicher zu sparen</translation>
    </message>
    <message>
        <source>So that all copies of the model stay equal</source>
        <translation>Damit alle Kopien des Modells gleich bleiben</translation>
    </message>
    <message>
        <source>To make the backward pass faster</source>
        <translation>Um den Rückwärtspass zu beschleunigen</translation>
    </message>
    <message>
        <source>Because a GPU cannot compute gradients of its own</source>
        <translation>Weil eine GPU keine eigenen Gradienten berechnen kann</translation>
    </message>
    <message>
        <source>Each copy has seen other samples, so it has other gradients. If each updated by its own, the copies would drift apart, and there would be several models in place of one.</source>
        <translation>Jede Kopie hat andere Beispiele gesehen und hat daher andere Gradienten. Würde jede für sich aktualisieren, liefen die Kopien auseinander, und es gäbe mehrere Modelle statt eines einzigen.</translation>
    </message>
    <message>
        <source>Sharing gradients costs time and frees no memory.</source>
        <translation>Gradienten auszutauschen kostet Zeit und gibt keinen Speicher frei.</translation>
    </message>
    <message>
        <source>The backward pass is over before its gradients are shared.</source>
        <translation>Der Rückwärtspass ist vorbei, bevor seine Gradienten ausgetauscht werden.</translation>
    </message>
    <message>
        <source>Each GPU computes gradients very well, but of its own samples only.</source>
        <translation>Jede GPU kann sehr wohl Gradienten berechnen, aber nur die ihrer eigenen Beispiele.</translation>
    </message>
    <message>
        <source>A model in three parts on three GPUs in a row, and one batch of 90 samples. What reaches the last GPU?</source>
        <translation>Ein Modell in drei Teilen auf drei GPUs hintereinander und ein Batch von 90 Beispielen. Was kommt bei der letzten GPU an?</translation>
    </message>
    <message>
        <source>Samples 61 to 90</source>
        <translation>Die Beispiele 61 bis 90</translation>
    </message>
    <message>
        <source>The activations of all 90 samples, after parts 1 and 2</source>
        <translation>Die Aktivierungen aller 90 Beispiele, nach den Teilen 1 und 2</translation>
    </message>
    <message>
        <source>Nothing, it is a spare</source>
        <translation>Nichts, sie ist eine Reserve</translation>
    </message>
    <message>
        <source>The layers are divided, not the samples. All 90 pass through part 1, then part 2, and what part 2 makes of them, their activations, is the input of part 3.</source>
        <translation>Geteilt werden die Schichten, nicht die Beispiele. Alle 90 laufen durch Teil 1, dann durch Teil 2, und was Teil 2 daraus macht, ihre Aktivierungen, ist die Eingabe von Teil 3.</translation>
    </message>
    <message>
        <source>Divides the samples: that is data parallelism.</source>
        <translation>Teilt die Beispiele auf: Das ist datenparallel.</translation>
    </message>
    <message>
        <source>Knows that activations travel, but divides the samples as well.</source>
        <translation>Weiß, dass Aktivierungen weitergereicht werden, teilt aber auch die Beispiele auf.</translation>
    </message>
    <message>
        <source>Takes further GPUs for a reserve.</source>
        <translation>Hält weitere GPUs für eine Reserve.</translation>
    </message>
    <message>
        <source>A model is split by layers. One hand-over takes 45 ms, all others 2 ms. While it lasts no GPU computes, all wait, and one message creeps along. What do you suspect first?</source>
        <translation>Ein Modell ist nach Schichten geteilt. Eine Übergabe dauert 45 ms, alle anderen 2 ms. Währenddessen rechnet keine GPU, alle warten, und eine einzige Nachricht kriecht dahin. Was vermuten Sie zuerst?</translation>
    </message>
    <message>
        <source>The samples were divided wrongly</source>
        <translation>Die Beispiele wurden falsch aufgeteilt</translation>
    </message>
    <message>
        <source>This connection of two parts is slow or wired wrongly</source>
        <translation>Diese Verbindung zweier Teile ist langsam oder falsch verdrahtet</translation>
    </message>
    <message>
        <source>The gradients are not averaged</source>
        <translation>Die Gradienten werden nicht gemittelt</translation>
    </message>
    <message>
        <source>What the next part needs arrives late, so everybody behind it starves. The slow hand-over itself is the evidence: it is one link, not the amount of data, as all hand-overs carry the same.</source>
        <translation>Was der nächste Teil braucht, kommt zu spät, also hat alles dahinter nichts zu tun. Die langsame Übergabe selbst ist das Indiz: Es liegt an einer Verbindung, nicht an der Datenmenge, denn alle Übergaben sind gleich groß.</translation>
    </message>
    <message>
        <source>Nothing is divided among the GPUs here: every sample passes through every part.</source>
        <translation>Hier wird nichts auf die GPUs aufgeteilt: Jedes Beispiel läuft durch jeden Teil.</translation>
    </message>
    <message>
        <source>A small batch would make all hand-overs short.</source>
        <translation>Ein kleiner Batch würde alle Übergaben verkürzen.</translation>
    </message>
    <message>
        <source>Averaging gradients is a matter of replicas, and comes at the end of the step.</source>
        <translation>Gradienten zu mitteln ist Sache der Repliken und kommt am Ende des Schritts.</translation>
    </message>
    <message>
        <source>Four GPUs take turns on one batch, in equal parts, and communication costs nothing. How much of the time is each GPU busy?</source>
        <translation>Vier GPUs rechnen nacheinander an einem Batch, in gleichen Teilen, und die Kommunikation kostet nichts. Welchen Anteil der Zeit ist jede GPU aktiv?</translation>
    </message>
    <message>
        <source>Only one of the four works at any time, so each has a quarter of it.</source>
        <translation>Zu jeder Zeit arbeitet nur eine der vier, also hat jede ein Viertel der Zeit.</translation>
    </message>
    <message>
        <source>Thinks that GPUs that are in use are busy all the time.</source>
        <translation>Denkt, GPUs in Gebrauch seien immer aktiv.</translation>
    </message>
    <message>
        <source>Gives the idle share.</source>
        <translation>Nennt den Leerlaufanteil.</translation>
    </message>
    <message>
        <source>Thinks that two of them work at once, one forward and one backward.</source>
        <translation>Denkt, zwei davon arbeiteten zugleich, eine vorwärts und eine rückwärts.</translation>
    </message>
    <message>
        <source>{p} GPUs take turns on one batch, in equal parts, and communication costs nothing. How much of the time is each GPU busy?</source>
        <translation>{p} GPUs rechnen nacheinander an einem Batch, in gleichen Teilen, und die Kommunikation kostet nichts. Welchen Anteil der Zeit ist jede GPU aktiv?</translation>
    </message>
    <message>
        <source>GPipe with four stages and free links: 43 % of the step is idle with 4 micro-batches. And with 16, for the same batch?</source>
        <translation>GPipe mit vier Stufen und idealen Verbindungen: Bei 4 Mikrobatches sind 43 % des Schritts Leerlauf. Und bei 16, für denselben Batch?</translation>
    </message>
    <message>
        <source>Filling and draining the pipeline cost three slots of 19, that is 3 / (16 + 3). It is much better than before, but not four times, and it will never be zero.</source>
        <translation>Füllen und Leeren der Pipeline kosten drei von 19 Takten, also 3 / (16 + 3). Das ist viel besser als vorher, aber nicht viermal so gut, und null wird es nie.</translation>
    </message>
    <message>
        <source>Thinks that the cut does not matter as the work is the same.</source>
        <translation>Denkt, die Zerlegung sei egal, weil die Arbeit gleich bleibt.</translation>
    </message>
    <message>
        <source>Expects a small gain only.</source>
        <translation>Erwartet nur einen kleinen Gewinn.</translation>
    </message>
    <message>
        <source>Thinks that enough micro-batches fill every gap.</source>
        <translation>Denkt, genügend Mikrobatches füllten jede Lücke.</translation>
    </message>
    <message>
        <source>GPipe on {p} GPUs with {m} micro-batches and free links. How much of the step is idle?</source>
        <translation>GPipe auf {p} GPUs mit {m} Mikrobatches und idealen Verbindungen. Welcher Anteil des Schritts ist Leerlauf?</translation>
    </message>
    <message>
        <source>GPipe is replaced by plain 1F1B, with the same number of micro-batches and free links. What does it mainly change?</source>
        <translation>GPipe wird durch einfaches 1F1B ersetzt, mit gleich vielen Mikrobatches und idealen Verbindungen. Was ändert sich vor allem?</translation>
    </message>
    <message>
        <source>The bubble is halved</source>
        <translation>Die Bubble wird halbiert</translation>
    </message>
    <message>
        <source>Fewer activations are kept</source>
        <translation>Es werden weniger Aktivierungen aufbewahrt</translation>
    </message>
    <message>
        <source>No backward pass is needed</source>
        <translation>Es ist kein Rückwärtspass nötig</translation>
    </message>
    <message>
        <source>Fewer bytes are sent</source>
        <translation>Es werden weniger Bytes gesendet</translation>
    </message>
    <message>
        <source>1F1B begins the backward pass of a micro-batch as early as it can, so its activations are freed early. GPU 0 keeps 4 instead of 8. The time for filling and draining, and with it the bubble, stays.</source>
        <translation>1F1B beginnt den Rückwärtspass eines Mikrobatches so früh wie möglich, daher werden dessen Aktivierungen früh frei. GPU 0 hält 4 statt 8. Die Zeit für Füllen und Leeren, und damit die Bubble, bleibt.</translation>
    </message>
    <message>
        <source>Thinks that working earlier is working faster. The step takes just as long.</source>
        <translation>Denkt, früher arbeiten heiße schneller arbeiten. Der Schritt dauert genauso lange.</translation>
    </message>
    <message>
        <source>Reads 1F1B as forward only. It stands for one forward, one backward.</source>
        <translation>Liest 1F1B als nur vorwärts. Es steht für „one forward, one backward“, einmal vorwärts, einmal rückwärts.</translation>
    </message>
    <message>
        <source>The same activations and gradients cross the same cuts.</source>
        <translation>Dieselben Aktivierungen und Gradienten überqueren dieselben Schnitte.</translation>
    </message>
    <message>
        <source>1F1B on 8 stages with free links, without interleaving. Less than 20 % of the step shall be idle. What is the smallest number of micro-batches?</source>
        <translation>1F1B auf 8 Stufen mit idealen Verbindungen, ohne Interleaving. Weniger als 20 % des Schritts sollen Leerlauf sein. Wie viele Mikrobatches braucht es mindestens?</translation>
    </message>
    <message>
        <source>7 / (m + 7) is below a fifth for m above 28. With 28 it is exactly 20 %, and that is not less.</source>
        <translation>7 / (m + 7) liegt für m über 28 unter einem Fünftel. Bei 28 sind es genau 20 %, und das ist nicht weniger.</translation>
    </message>
    <message>
        <source>Thinks that one micro-batch for each GPU fills the pipeline: 46.7 % would be idle.</source>
        <translation>Denkt, ein Mikrobatch je GPU fülle die Pipeline: 46,7 % wären Leerlauf.</translation>
    </message>
    <message>
        <source>Takes twice the stages by rule of thumb: 30.4 % would be idle.</source>
        <translation>Nimmt nach Faustregel doppelt so viele wie Stufen: 30,4 % wären Leerlauf.</translation>
    </message>
    <message>
        <source>Solves for exactly 20 %, but less is asked for.</source>
        <translation>Löst für genau 20 %, gefragt ist aber weniger.</translation>
    </message>
    <message>
        <source>Interleaving with 2 chunks per GPU lowers the idle share from 27 % to about 16 %, with 4 stages and 8 micro-batches. What is the price?</source>
        <translation>Interleaving mit 2 Chunks je GPU senkt den Leerlauf von 27 % auf etwa 16 %, bei 4 Stufen und 8 Mikrobatches. Was ist der Preis?</translation>
    </message>
    <message>
        <source>More than twice the hand-overs between stages: 112 instead of 48</source>
        <translation>Mehr als doppelt so viele Übergaben zwischen Stufen: 112 statt 48</translation>
    </message>
    <message>
        <source>A larger batch</source>
        <translation>Ein größerer Batch</translation>
    </message>
    <message>
        <source>Less accuracy</source>
        <translation>Geringere Trefferquote</translation>
    </message>
    <message>
        <source>Each micro-batch goes round the GPUs twice, so it crosses seven cuts instead of three, forward and backward. GPU 0 also keeps more activations.</source>
        <translation>Jeder Mikrobatch läuft zweimal durch alle GPUs und überquert so sieben Schnitte statt drei, vorwärts und rückwärts. GPU 0 hält außerdem mehr Aktivierungen.</translation>
    </message>
    <message>
        <source>The chunks are slices of the same layers: no weight is stored twice.</source>
        <translation>Die Chunks sind Scheiben derselben Schichten: Kein Gewicht wird doppelt gespeichert.</translation>
    </message>
    <message>
        <source>Batch and micro-batches are the same.</source>
        <translation>Batch und Mikrobatches sind dieselben.</translation>
    </message>
    <message>
        <source>The order of the passes changes nothing that is computed.</source>
        <translation>Die Reihenfolge der Pässe ändert nichts an dem, was berechnet wird.</translation>
    </message>
    <message>
        <source>Interleaved 1F1B on 4 GPUs with {c} chunks per GPU and {m} micro-batches. How many messages pass between stages in one step, forward and backward?</source>
        <translation>Interleaved 1F1B auf 4 GPUs mit {c} Chunks je GPU und {m} Mikrobatches. Wie viele Nachrichten gehen in einem Schritt zwischen Stufen hin und her, vorwärts und rückwärts?</translation>
    </message>
    <message>
        <source>Weights, gradients and optimizer states of a model take 108 GB; a GPU has 80 GB. Does it fit on eight GPUs with plain data parallelism?</source>
        <translation>Gewichte, Gradienten und Optimiererzustände eines Modells belegen 108 GB; eine GPU hat 80 GB. Passt es einfach datenparallel auf acht GPUs?</translation>
    </message>
    <message>
        <source>It fits, with 13.5 GB on each</source>
        <translation>Es passt, mit 13,5 GB auf jeder</translation>
    </message>
    <message>
        <source>It fits if the batch is small</source>
        <translation>Es passt, wenn der Batch klein ist</translation>
    </message>
    <message>
        <source>It does not fit, each needs 108 GB</source>
        <translation>Es passt nicht, jede braucht 108 GB</translation>
    </message>
    <message>
        <source>It fits with fast links only</source>
        <translation>Es passt nur mit schnellen Verbindungen</translation>
    </message>
    <message>
        <source>Divides the states by the GPUs: that is sharding, not plain data parallelism.</source>
        <translation>Teilt die Zustände durch die Zahl der GPUs: Das ist Sharding, nicht einfach datenparallel.</translation>
    </message>
    <message>
        <source>A smaller batch makes activations smaller, never the states.</source>
        <translation>Ein kleinerer Batch macht die Aktivierungen kleiner, nie die Zustände.</translation>
    </message>
    <message>
        <source>Links carry data. They do not hold it.</source>
        <translation>Verbindungen übertragen Daten. Sie speichern sie nicht.</translation>
    </message>
    <message>
        <source>Llama-2 7B has 16 bytes of weights, gradients and optimizer states for each of its 6.74 billion parameters. Plain data parallelism on {n} GPUs: how much of them does each GPU hold?</source>
        <translation>Llama-2 7B hat für jeden seiner 6,74 Milliarden Parameter 16 Byte an Gewichten, Gradienten und Optimiererzuständen. Einfach datenparallel auf {n} GPUs: Wie viel davon hält jede GPU?</translation>
    </message>
    <message>
        <source>A model with 108 GB of states must be trained on GPUs of 80 GB, at a reasonable speed. What is the best first choice?</source>
        <translation>Ein Modell mit 108 GB an Zuständen soll auf GPUs mit 80 GB trainiert werden, in vernünftigem Tempo. Was ist die beste erste Wahl?</translation>
    </message>
    <message>
        <source>Training on the CPU</source>
        <translation>Training auf der CPU</translation>
    </message>
    <message>
        <source>A batch of one sample on one GPU</source>
        <translation>Ein Batch mit einem Beispiel auf einer GPU</translation>
    </message>
    <message>
        <source>Splitting the model, or its states, over several GPUs</source>
        <translation>Das Modell oder seine Zustände auf mehrere GPUs aufteilen</translation>
    </message>
    <message>
        <source>Only a split makes the share of each GPU smaller. As a pipeline over four GPUs it needs 48 GB on the fullest.</source>
        <translation>Nur eine Teilung macht den Anteil jeder GPU kleiner. Als Pipeline über vier GPUs braucht es 48 GB auf der vollsten.</translation>
    </message>
    <message>
        <source>Copies do not get smaller by being more.</source>
        <translation>Kopien werden nicht kleiner, wenn es mehr sind.</translation>
    </message>
    <message>
        <source>A CPU has room, but it is far too slow.</source>
        <translation>Eine CPU hat Platz, ist aber viel zu langsam.</translation>
    </message>
    <message>
        <source>The states alone are too large, whatever the batch.</source>
        <translation>Die Zustände allein sind zu groß, bei jedem Batch.</translation>
    </message>
    <message>
        <source>Which part of the memory shrinks when the micro-batch gets smaller?</source>
        <translation>Welcher Teil des Speichers schrumpft, wenn der Mikrobatch kleiner wird?</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>Gradienten</translation>
    </message>
    <message>
        <source>Optimizer states</source>
        <translation>Optimiererzustände</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>Aktivierungen</translation>
    </message>
    <message>
        <source>Activations belong to the samples in work: 20.1 GB with micro-batches of 2, 10.1 GB with micro-batches of 1. All the rest belongs to the parameters.</source>
        <translation>Aktivierungen gehören zu den Beispielen in Arbeit: 20,1 GB bei Mikrobatches von 2, 10,1 GB bei Mikrobatches von 1. Alles andere gehört zu den Parametern.</translation>
    </message>
    <message>
        <source>Weights are as many as parameters, whatever passes through them.</source>
        <translation>Es gibt so viele Gewichte wie Parameter, was auch immer hindurchläuft.</translation>
    </message>
    <message>
        <source>There is one gradient for each parameter, summed over samples.</source>
        <translation>Für jeden Parameter gibt es einen Gradienten, summiert über die Beispiele.</translation>
    </message>
    <message>
        <source>The optimizer keeps its numbers per parameter, not per sample.</source>
        <translation>Der Optimierer speichert seine Zahlen je Parameter, nicht je Beispiel.</translation>
    </message>
    <message>
        <source>States take 16 bytes per parameter. ZeRO-3 over 8 GPUs: how many bytes per parameter does each GPU keep?</source>
        <translation>Die Zustände belegen 16 Byte je Parameter. ZeRO-3 über 8 GPUs: Wie viele Byte je Parameter hält jede GPU?</translation>
    </message>
    <message>
        <source>16 bytes</source>
        <translation>16 Byte</translation>
    </message>
    <message>
        <source>4 bytes</source>
        <translation>4 Byte</translation>
    </message>
    <message>
        <source>2 bytes</source>
        <translation>2 Byte</translation>
    </message>
    <message>
        <source>0.5 bytes</source>
        <translation>0,5 Byte</translation>
    </message>
    <message>
        <source>ZeRO-3 divides weights, gradients and optimizer states among all GPUs. The layers that are gathered to be computed come on top.</source>
        <translation>ZeRO-3 teilt Gewichte, Gradienten und Optimiererzustände auf alle GPUs auf. Hinzu kommen die Schichten, die zum Rechnen eingesammelt werden.</translation>
    </message>
    <message>
        <source>That is plain data parallelism: nothing is divided.</source>
        <translation>Das ist einfach datenparallel: Nichts wird geteilt.</translation>
    </message>
    <message>
        <source>Divides the optimizer states only, and those not by all.</source>
        <translation>Teilt nur die Optimiererzustände, und auch die nicht auf alle auf.</translation>
    </message>
    <message>
        <source>Divides twice.</source>
        <translation>Teilt zweimal.</translation>
    </message>
    <message>
        <source>States take 16 bytes per parameter. ZeRO-3 over {n} GPUs: how many bytes per parameter does each GPU keep?</source>
        <translation>Die Zustände belegen 16 Byte je Parameter. ZeRO-3 über {n} GPUs: Wie viele Byte je Parameter hält jede GPU?</translation>
    </message>
    <message>
        <source>A ring all-reduce over 8 GPUs, each with gradients of size G. How much does each GPU send?</source>
        <translation>Ein Ring-All-Reduce über 8 GPUs, jede mit Gradienten der Größe G. Wie viel sendet jede GPU?</translation>
    </message>
    <message>
        <source>0.125 G</source>
        <translation>0,125 G</translation>
    </message>
    <message>
        <source>1 G</source>
        <translation>1 G</translation>
    </message>
    <message>
        <source>1.75 G</source>
        <translation>1,75 G</translation>
    </message>
    <message>
        <source>8 G</source>
        <translation>8 G</translation>
    </message>
    <message>
        <source>2 (n - 1) / n times G: seven eighths while the chunks are summed, and seven eighths while the sums are handed round. It is never above 2 G, however many GPUs there are.</source>
        <translation>2 (n - 1) / n mal G: sieben Achtel, während die Chunks summiert werden, und sieben Achtel, während die Summen herumgereicht werden. Es sind nie mehr als 2 G, wie viele GPUs es auch sind.</translation>
    </message>
    <message>
        <source>Counts one chunk only, but seven chunks pass through each GPU, twice.</source>
        <translation>Zählt nur einen Chunk, aber sieben Chunks laufen durch jede GPU, zweimal.</translation>
    </message>
    <message>
        <source>Counts the summing only, and all of it.</source>
        <translation>Zählt nur das Summieren, und das ganz.</translation>
    </message>
    <message>
        <source>Thinks that each GPU sends everything to everybody.</source>
        <translation>Denkt, jede GPU sende alles an alle.</translation>
    </message>
    <message>
        <source>A ring all-reduce over {n} GPUs. How many times the size of its own gradients does each GPU send?</source>
        <translation>Ein Ring-All-Reduce über {n} GPUs. Das Wievielfache der Größe ihrer eigenen Gradienten sendet jede GPU?</translation>
    </message>
    <message>
        <source>Gradient sync takes 20 % of the step, the rest is computation, and nothing overlaps. Now each GPU gets twice the samples. What share does sync take?</source>
        <translation>Der Gradientenabgleich nimmt 20 % des Schritts ein, der Rest ist Rechnen, und nichts überlappt. Nun bekommt jede GPU doppelt so viele Beispiele. Welchen Anteil hat der Abgleich?</translation>
    </message>
    <message>
        <source>The computation doubles, the sync stays: 0.2 / (1.6 + 0.2).</source>
        <translation>Das Rechnen verdoppelt sich, der Abgleich bleibt: 0,2 / (1,6 + 0,2).</translation>
    </message>
    <message>
        <source>Thinks that gradients double with the samples.</source>
        <translation>Denkt, die Gradienten verdoppelten sich mit den Beispielen.</translation>
    </message>
    <message>
        <source>Thinks that both double.</source>
        <translation>Denkt, beides verdopple sich.</translation>
    </message>
    <message>
        <source>Divides by two twice; and the whole step does not double, only the computation.</source>
        <translation>Teilt zweimal durch zwei; und es verdoppelt sich nicht der ganze Schritt, nur das Rechnen.</translation>
    </message>
    <message>
        <source>With a global batch of 16, gradient sync takes 20 % of the step, the rest is computation, and nothing overlaps. The global batch becomes {g}, on the same GPUs. What share does sync take?</source>
        <translation>Bei einem globalen Batch von 16 nimmt der Gradientenabgleich 20 % des Schritts ein, der Rest ist Rechnen, und nichts überlappt. Der globale Batch wird {g}, auf denselben GPUs. Welchen Anteil hat der Abgleich?</translation>
    </message>
    <message>
        <source>Which way of splitting should stay inside a node, with its fastest links?</source>
        <translation>Welche Art der Teilung sollte innerhalb eines Knotens bleiben, bei dessen schnellsten Verbindungen?</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>None, links do not matter</source>
        <translation>Keine, Verbindungen spielen keine Rolle</translation>
    </message>
    <message>
        <source>Replicas talk once in a step, and can do so while they compute.</source>
        <translation>Repliken tauschen sich einmal je Schritt aus und können das tun, während sie rechnen.</translation>
    </message>
    <message>
        <source>Stages hand over small activations, at the cuts only.</source>
        <translation>Stufen übergeben kleine Aktivierungen, und nur an den Schnitten.</translation>
    </message>
    <message>
        <source>Links between nodes are many times slower than those inside.</source>
        <translation>Verbindungen zwischen Knoten sind um ein Vielfaches langsamer als die im Knoten.</translation>
    </message>
    <message>
        <source>64 GPUs are arranged as 4 replicas of 4 stages with tensor groups of t. What is t?</source>
        <translation>64 GPUs sind als 4 Repliken von 4 Stufen mit Tensorgruppen von t angeordnet. Wie groß ist t?</translation>
    </message>
    <message>
        <source>The degrees multiply to the number of GPUs: 4 x 4 x t = 64.</source>
        <translation>Das Produkt der Grade ist die Zahl der GPUs: 4 · 4 · t = 64.</translation>
    </message>
    <message>
        <source>Adds somewhere where degrees multiply.</source>
        <translation>Addiert irgendwo, wo die Grade multipliziert werden.</translation>
    </message>
    <message>
        <source>Divides by the replicas and then by two.</source>
        <translation>Teilt durch die Repliken und dann durch zwei.</translation>
    </message>
    <message>
        <source>Divides by the replicas or the stages only.</source>
        <translation>Teilt nur durch die Repliken oder nur durch die Stufen.</translation>
    </message>
    <message>
        <source>Eight data parallel GPUs, one of them at 70 % of its speed. How long does the computation of a step take for all, compared with eight healthy ones?</source>
        <translation>Acht datenparallele GPUs, eine davon mit 70 % ihrer Geschwindigkeit. Wie lang ist die Rechenzeit eines Schritts für alle, verglichen mit acht gesunden?</translation>
    </message>
    <message>
        <source>1.05 times as long</source>
        <translation>1,05-mal so lang</translation>
    </message>
    <message>
        <source>1.3 times as long</source>
        <translation>1,3-mal so lang</translation>
    </message>
    <message>
        <source>1.43 times as long</source>
        <translation>1,43-mal so lang</translation>
    </message>
    <message>
        <source>8 times as long</source>
        <translation>8-mal so lang</translation>
    </message>
    <message>
        <source>All wait for the slowest, and at 70 % of the speed the same work takes 1 / 0.7 times as long.</source>
        <translation>Alle warten auf die langsamste, und bei 70 % der Geschwindigkeit dauert dieselbe Arbeit 1 / 0,7-mal so lang.</translation>
    </message>
    <message>
        <source>Averages the speeds of the eight.</source>
        <translation>Mittelt die Geschwindigkeiten der acht.</translation>
    </message>
    <message>
        <source>Adds the 30 % that are missing; but time grows by their inverse.</source>
        <translation>Addiert die fehlenden 30 %; aber die Zeit wächst mit dem Kehrwert.</translation>
    </message>
    <message>
        <source>Thinks that one GPU does all the work now.</source>
        <translation>Denkt, nun mache eine GPU die ganze Arbeit.</translation>
    </message>
    <message>
        <source>Eight data parallel GPUs, one of them at {v} of its speed. How many times as long does the computation of a step take for all?</source>
        <translation>Acht datenparallele GPUs, eine davon mit {v} ihrer Geschwindigkeit. Wievielmal so lang ist die Rechenzeit eines Schritts für alle?</translation>
    </message>
    <message>
        <source>The first neighbour</source>
        <translation>Die erste Nachbar-GPU</translation>
    </message>
    <message>
        <source>The last GPU</source>
        <translation>Die letzte GPU</translation>
    </message>
    <message>
        <source>The one without gaps</source>
        <translation>Die ohne Lücken</translation>
    </message>
    <message>
        <source>It cannot be told</source>
        <translation>Das lässt sich nicht sagen</translation>
    </message>
    <message>
        <source>The bottleneck has work all the time; it is the others that wait for it. Here it is busy 90 % of the step, the others 63 %. Only filling and draining leave it idle.</source>
        <translation>Der Engpass hat immer zu tun; die anderen sind es, die auf ihn warten. Hier ist er 90 % des Schritts aktiv, die anderen 63 %. Nur Füllen und Leeren bringen ihm Leerlauf.</translation>
    </message>
    <message>
        <source>Takes gaps for slowness. Who has gaps is fast enough to wait.</source>
        <translation>Hält Lücken für Langsamkeit. Wer Lücken hat, ist schnell genug, um zu warten.</translation>
    </message>
    <message>
        <source>Looks for the end of the chain, where the wait is felt.</source>
        <translation>Sucht am Ende der Kette, wo das Warten spürbar ist.</translation>
    </message>
    <message>
        <source>The gaps tell it: they point at who is waited for.</source>
        <translation>Die Lücken verraten es: Sie zeigen, auf wen gewartet wird.</translation>
    </message>
    <message>
        <source>A model in four equal parts, GPUs take turns, links are free: a step takes 2.304 s. You cut the same model into 8 parts on 8 GPUs. And now?</source>
        <translation>Ein Modell in vier gleichen Teilen, die GPUs rechnen nacheinander, die Verbindungen sind ideal: Ein Schritt dauert 2,304 s. Sie zerlegen dasselbe Modell in 8 Teile auf 8 GPUs. Und nun?</translation>
    </message>
    <message>
        <source>It halves, to 1.152 s</source>
        <translation>Er halbiert sich, auf 1,152 s</translation>
    </message>
    <message>
        <source>It stays 2.304 s</source>
        <translation>Er bleibt bei 2,304 s</translation>
    </message>
    <message>
        <source>It doubles, to 4.608 s</source>
        <translation>Er verdoppelt sich, auf 4,608 s</translation>
    </message>
    <message>
        <source>It falls to a quarter, 0.576 s</source>
        <translation>Er sinkt auf ein Viertel, 0,576 s</translation>
    </message>
    <message>
        <source>Each part is half as long, but there are twice as many, one after the other. The sum stays.</source>
        <translation>Jeder Teil ist halb so lang, aber es sind doppelt so viele, einer nach dem anderen. Die Summe bleibt.</translation>
    </message>
    <message>
        <source>Thinks that twice the GPUs are twice as fast; but only one works at a time.</source>
        <translation>Denkt, doppelt so viele GPUs seien doppelt so schnell; aber nur eine arbeitet jeweils.</translation>
    </message>
    <message>
        <source>Counts more parts, but not that each is smaller.</source>
        <translation>Zählt mehr Teile, aber nicht, dass jeder kleiner ist.</translation>
    </message>
    <message>
        <source>Halves for the GPUs and again for the parts.</source>
        <translation>Halbiert für die GPUs und noch einmal für die Teile.</translation>
    </message>
    <message>
        <source>A model in four equal parts, GPUs take turns, links are free: a step takes 2.304 s. The same model is cut into {p} parts on {p} GPUs instead. How long does a step take?</source>
        <translation>Ein Modell in vier gleichen Teilen, die GPUs rechnen nacheinander, die Verbindungen sind ideal: Ein Schritt dauert 2,304 s. Nun wird dasselbe Modell stattdessen in {p} Teile auf {p} GPUs zerlegt. Wie lange dauert ein Schritt?</translation>
    </message>
    <message>
        <source>GPUs take turns; by mistake neighbouring parts were placed in different nodes. Which change shortens the hand-overs themselves?</source>
        <translation>Die GPUs rechnen nacheinander; versehentlich liegen benachbarte Teile in verschiedenen Knoten. Welche Änderung verkürzt die Übergaben selbst?</translation>
    </message>
    <message>
        <source>More micro-batches</source>
        <translation>Mehr Mikrobatches</translation>
    </message>
    <message>
        <source>Putting neighbours of the pipeline on neighbouring GPUs</source>
        <translation>Nachbarn der Pipeline auf benachbarte GPUs legen</translation>
    </message>
    <message>
        <source>ZeRO-1</source>
        <translation>ZeRO-1</translation>
    </message>
    <message>
        <source>Then hand-overs use the fast links inside a node: each GPU waits 33 ms for links instead of 72 ms. Micro-batches help the step even more, but they hide hand-overs and do not make the road shorter.</source>
        <translation>Dann nutzen die Übergaben die schnellen Verbindungen im Knoten: Jede GPU wartet 33 ms statt 72 ms auf Verbindungen. Mikrobatches helfen dem Schritt noch mehr, aber sie verdecken die Übergaben und machen den Weg nicht kürzer.</translation>
    </message>
    <message>
        <source>Hides hand-overs behind work. Each byte still takes the long road.</source>
        <translation>Verdeckt die Übergaben hinter Arbeit. Jedes Byte nimmt weiter den langen Weg.</translation>
    </message>
    <message>
        <source>More samples, longer messages.</source>
        <translation>Mehr Beispiele, längere Nachrichten.</translation>
    </message>
    <message>
        <source>Divides optimizer states. Hand-overs carry activations.</source>
        <translation>Teilt die Optimiererzustände. Übergeben werden aber Aktivierungen.</translation>
    </message>
    <message>
        <source>Four stages. The batch doubles, from 8 to 16 micro-batches of the same size. What becomes of the activations kept on GPU 0?</source>
        <translation>Vier Stufen. Der Batch verdoppelt sich, von 8 auf 16 Mikrobatches gleicher Größe. Was wird aus den Aktivierungen, die GPU 0 hält?</translation>
    </message>
    <message>
        <source>They double with GPipe and with 1F1B</source>
        <translation>Sie verdoppeln sich mit GPipe und mit 1F1B</translation>
    </message>
    <message>
        <source>They stay with both</source>
        <translation>Sie bleiben bei beiden gleich</translation>
    </message>
    <message>
        <source>They double with GPipe and stay with 1F1B</source>
        <translation>Sie verdoppeln sich mit GPipe und bleiben gleich mit 1F1B</translation>
    </message>
    <message>
        <source>They double with 1F1B and stay with GPipe</source>
        <translation>Sie verdoppeln sich mit 1F1B und bleiben gleich mit GPipe</translation>
    </message>
    <message>
        <source>GPipe keeps whatever has been started: 18.4 GB become 36.9 GB. 1F1B never has more than 4 on the way from GPU 0: 9.2 GB with both. Both take the same time, so memory is what 1F1B is for.</source>
        <translation>GPipe hält alles, was begonnen wurde: Aus 18,4 GB werden 36,9 GB. 1F1B hat nie mehr als 4 von GPU 0 aus unterwegs: 9,2 GB in beiden Fällen. Beide brauchen gleich viel Zeit; 1F1B ist also für den Speicher da.</translation>
    </message>
    <message>
        <source>Thinks that all that was started is kept; 1F1B frees early.</source>
        <translation>Denkt, alles Begonnene werde gehalten; 1F1B gibt früh frei.</translation>
    </message>
    <message>
        <source>Thinks that memory belongs to the stage alone.</source>
        <translation>Denkt, der Speicher hänge nur von der Stufe ab.</translation>
    </message>
    <message>
        <source>Has mixed up the names.</source>
        <translation>Hat die Namen verwechselt.</translation>
    </message>
    <message>
        <source>ZeRO-3, as weights and gradients travel again for every micro-batch</source>
        <translation>ZeRO-3, da Gewichte und Gradienten für jeden Mikrobatch neu übertragen werden</translation>
    </message>
    <message>
        <source>Both alike, it is the same model</source>
        <translation>Beide gleich, es ist dasselbe Modell</translation>
    </message>
    <message>
        <source>Neither, it hides behind computation</source>
        <translation>Keine von beiden, das Rechnen verdeckt es</translation>
    </message>
    <message>
        <source>Takes activations for larger than weights. Of one sample they are far smaller.</source>
        <translation>Hält Aktivierungen für größer als Gewichte. Bei einem Beispiel sind sie weit kleiner.</translation>
    </message>
    <message>
        <source>Takes traffic for the size of the model. It depends on what travels, and how often.</source>
        <translation>Setzt den Verkehr mit der Größe des Modells gleich. Es kommt darauf an, was übertragen wird und wie oft.</translation>
    </message>
    <message>
        <source>Only as much can be hidden as there is computation.</source>
        <translation>Verdecken lässt sich nur so viel, wie gerechnet wird.</translation>
    </message>
    <message>
        <source>Four stages, 8 micro-batches: 1F1B becomes interleaved 1F1B with 2 chunks. How much does GPU 0 keep of activations, compared with before?</source>
        <translation>Vier Stufen, 8 Mikrobatches: Aus 1F1B wird Interleaved 1F1B mit 2 Chunks. Wie viele Aktivierungen hält GPU 0, verglichen mit vorher?</translation>
    </message>
    <message>
        <source>0.5 times as much</source>
        <translation>0,5-mal so viel</translation>
    </message>
    <message>
        <source>Just as much (1 times)</source>
        <translation>Genauso viel (1-fach)</translation>
    </message>
    <message>
        <source>2 times as much</source>
        <translation>2-mal so viel</translation>
    </message>
    <message>
        <source>1 + (p - 1) / (p v) with p = 4 and v = 2: 9.2 GB become 12.7 GB. GPU 0 must start more chunks before the first gradient is back, but each chunk is half as large.</source>
        <translation>1 + (p - 1) / (p v) mit p = 4 und v = 2: Aus 9,2 GB werden 12,7 GB. GPU 0 muss mehr Chunks beginnen, bevor der erste Gradient zurück ist, aber jeder Chunk ist halb so groß.</translation>
    </message>
    <message>
        <source>A chunk is half as large, but more of them are on their way.</source>
        <translation>Ein Chunk ist halb so groß, aber es sind mehr davon unterwegs.</translation>
    </message>
    <message>
        <source>Thinks that it is still 1F1B, so that nothing changes.</source>
        <translation>Denkt, es sei immer noch 1F1B, also ändere sich nichts.</translation>
    </message>
    <message>
        <source>Counts two chunks as two times everything; but each is half as large.</source>
        <translation>Zählt zwei Chunks als zweimal alles; aber jeder ist halb so groß.</translation>
    </message>
    <message>
        <source>Four stages, 8 micro-batches: 1F1B becomes interleaved 1F1B with {c} chunks per GPU. How many times as much does GPU 0 keep of activations?</source>
        <translation>Vier Stufen, 8 Mikrobatches: Aus 1F1B wird Interleaved 1F1B mit {c} Chunks je GPU. Wievielmal so viel an Aktivierungen hält GPU 0?</translation>
    </message>
    <message>
        <source>All activations are recomputed. A backward pass costs twice as much as a forward pass, and there is one GPU. What becomes of the step time?</source>
        <translation>Alle Aktivierungen werden neu berechnet. Ein Rückwärtspass kostet doppelt so viel wie ein Vorwärtspass, und es gibt eine GPU. Was wird aus der Schrittzeit?</translation>
    </message>
    <message>
        <source>33 % more</source>
        <translation>33 % mehr</translation>
    </message>
    <message>
        <source>50 % more</source>
        <translation>50 % mehr</translation>
    </message>
    <message>
        <source>100 % more</source>
        <translation>100 % mehr</translation>
    </message>
    <message>
        <source>0 % more</source>
        <translation>0 % mehr</translation>
    </message>
    <message>
        <source>Compares with the backward pass alone.</source>
        <translation>Vergleicht nur mit dem Rückwärtspass.</translation>
    </message>
    <message>
        <source>Thinks that everything is computed twice; the backward pass is not.</source>
        <translation>Denkt, alles werde zweimal berechnet; der Rückwärtspass wird es nicht.</translation>
    </message>
    <message>
        <source>Thinks that it happens in idle time; one GPU has none.</source>
        <translation>Denkt, es geschehe im Leerlauf; eine einzelne GPU hat keinen.</translation>
    </message>
    <message>
        <source>Gradients of GPT-2 in buckets of 25 MB, 512 GPUs in 64 nodes. A ring all-reduce takes 26 ms. How long does a tree take?</source>
        <translation>Gradienten von GPT-2 in Paketen (Buckets) von 25 MB, 512 GPUs in 64 Knoten. Ein Ring-All-Reduce dauert 26 ms. Wie lange dauert ein Baum?</translation>
    </message>
    <message>
        <source>26 ms, it sends the same bytes</source>
        <translation>26 ms, er sendet dieselben Bytes</translation>
    </message>
    <message>
        <source>52 ms, up the tree and down again</source>
        <translation>52 ms, den Baum hinauf und wieder hinunter</translation>
    </message>
    <message>
        <source>5 ms</source>
        <translation>5 ms</translation>
    </message>
    <message>
        <source>It cannot work across nodes</source>
        <translation>Über Knoten hinweg geht das nicht</translation>
    </message>
    <message>
        <source>The bytes are the same, but a ring of 512 takes 1,022 rounds for each bucket, and each round has its delay. A tree needs about twice the logarithm of the nodes. Within one node there is no difference.</source>
        <translation>Die Bytes sind dieselben, aber ein Ring aus 512 braucht 1.022 Runden je Paket, und jede Runde hat ihre Verzögerung. Ein Baum braucht etwa das Doppelte des Logarithmus der Knotenzahl. Innerhalb eines Knotens gibt es keinen Unterschied.</translation>
    </message>
    <message>
        <source>Only bytes count; but small messages mostly pay for delays.</source>
        <translation>Nur Bytes zählen? Kleine Nachrichten kosten vor allem Verzögerung.</translation>
    </message>
    <message>
        <source>Counts both ways for the tree; the ring also goes round twice.</source>
        <translation>Zählt beim Baum beide Wege; auch der Ring läuft zweimal herum.</translation>
    </message>
    <message>
        <source>Takes the tree for a wiring. It is an order of sending over the same wires.</source>
        <translation>Hält den Baum für eine Verdrahtung. Er ist eine Reihenfolge des Sendens über dieselben Leitungen.</translation>
    </message>
    <message>
        <source>Data parallel training on 512 GPUs, and one of them runs at 70 %. How much throughput is lost?</source>
        <translation>Datenparalleles Training auf 512 GPUs, und eine davon läuft mit 70 %. Wie viel Durchsatz geht verloren?</translation>
    </message>
    <message>
        <source>Averages all speeds; but everybody waits for the slowest.</source>
        <translation>Mittelt alle Geschwindigkeiten; aber alle warten auf die langsamste.</translation>
    </message>
    <message>
        <source>Thinks that only its own node waits.</source>
        <translation>Denkt, nur ihr eigener Knoten warte.</translation>
    </message>
    <message>
        <source>Thinks that others take its work over; shares are fixed.</source>
        <translation>Denkt, andere übernähmen ihre Arbeit; die Anteile stehen fest.</translation>
    </message>
    <message>
        <source>Data parallel training on 512 GPUs, and one of them runs at {v} of its speed. What share of the step do the others lose waiting for it?</source>
        <translation>Datenparalleles Training auf 512 GPUs, und eine davon läuft mit {v} ihrer Geschwindigkeit. Welchen Anteil des Schritts verlieren die anderen, weil sie auf sie warten?</translation>
    </message>
    <message>
        <source>GPT-3 on 64 GPUs, tensor groups of 8 and 8 stages. The nodes hold only 4 GPUs instead of 8. What grows most?</source>
        <translation>GPT-3 auf 64 GPUs, Tensorgruppen von 8 und 8 Stufen. Die Knoten haben nur 4 GPUs statt 8. Was wächst am meisten?</translation>
    </message>
    <message>
        <source>The bubble</source>
        <translation>Die Bubble</translation>
    </message>
    <message>
        <source>The hand-overs between stages</source>
        <translation>Die Übergaben zwischen Stufen</translation>
    </message>
    <message>
        <source>The optimizer step</source>
        <translation>Der Optimiererschritt</translation>
    </message>
    <message>
        <source>The collectives of the tensor groups</source>
        <translation>Die kollektiven Operationen der Tensorgruppen</translation>
    </message>
    <message>
        <source>They crossed nodes before: 0.119 s both times.</source>
        <translation>Sie gingen schon vorher über Knotengrenzen: beide Male 0,119 s.</translation>
    </message>
    <message>
        <source>States are not moved for the update.</source>
        <translation>Für die Aktualisierung werden keine Zustände bewegt.</translation>
    </message>
    <message>
        <source>8 GPUs, data parallel, global batch 64, micro-batches of 1. Now there are 16 GPUs, and both numbers are kept. What happens?</source>
        <translation>8 GPUs, datenparallel, globaler Batch 64, Mikrobatches von 1. Nun sind es 16 GPUs, und beide Zahlen bleiben. Was geschieht?</translation>
    </message>
    <message>
        <source>The micro-batch is halved</source>
        <translation>Der Mikrobatch wird halbiert</translation>
    </message>
    <message>
        <source>The step has 128 samples</source>
        <translation>Der Schritt hat 128 Beispiele</translation>
    </message>
    <message>
        <source>Each GPU does 4 micro-batches instead of 8</source>
        <translation>Jede GPU rechnet 4 Mikrobatches statt 8</translation>
    </message>
    <message>
        <source>Each GPU does 16 micro-batches</source>
        <translation>Jede GPU rechnet 16 Mikrobatches</translation>
    </message>
    <message>
        <source>Mixes up micro-batch and global batch. It was kept, and one sample cannot be halved.</source>
        <translation>Verwechselt Mikrobatch und globalen Batch. Er blieb gleich, und ein einzelnes Beispiel lässt sich nicht halbieren.</translation>
    </message>
    <message>
        <source>Thinks that the batch belongs to the GPU. The global batch is what the whole step has.</source>
        <translation>Denkt, der Batch gehöre zur GPU. Der globale Batch ist der des ganzen Schritts.</translation>
    </message>
    <message>
        <source>More GPUs, more work for each? It is the other way round.</source>
        <translation>Mehr GPUs, mehr Arbeit für jede? Es ist umgekehrt.</translation>
    </message>
    <message>
        <source>Data parallel training with a global batch of 64, in micro-batches of 1, goes from 8 to {n} GPUs; both numbers are kept. How many micro-batches does each GPU do in a step?</source>
        <translation>Datenparalleles Training mit einem globalen Batch von 64, in Mikrobatches von 1, geht von 8 auf {n} GPUs über; beide Zahlen bleiben. Wie viele Mikrobatches rechnet jede GPU in einem Schritt?</translation>
    </message>
    <message>
        <source>Strong scaling: 64 GPUs instead of 8, and the global batch stays 64 (Llama-2 7B, ZeRO-1). Which part of the step does not shrink?</source>
        <translation>Starke Skalierung: 64 GPUs statt 8, und der globale Batch bleibt 64 (Llama-2 7B, ZeRO-1). Welcher Teil des Schritts schrumpft nicht?</translation>
    </message>
    <message>
        <source>Forward pass</source>
        <translation>Vorwärtspass</translation>
    </message>
    <message>
        <source>Backward pass</source>
        <translation>Rückwärtspass</translation>
    </message>
    <message>
        <source>Optimizer step</source>
        <translation>Optimiererschritt</translation>
    </message>
    <message>
        <source>Gradient sync</source>
        <translation>Gradientenabgleich</translation>
    </message>
    <message>
        <source>Each GPU has all layers, but an eighth of the samples it had.</source>
        <translation>Jede GPU hat alle Schichten, aber nur ein Achtel ihrer bisherigen Beispiele.</translation>
    </message>
    <message>
        <source>It has fewer samples as well.</source>
        <translation>Auch er hat weniger Beispiele.</translation>
    </message>
    <message>
        <source>With ZeRO-1 each GPU updates its own share only, and shares get smaller.</source>
        <translation>Mit ZeRO-1 aktualisiert jede GPU nur ihren eigenen Anteil, und die Anteile werden kleiner.</translation>
    </message>
    <message>
        <source>ZeRO-3 (FSDP) with micro-batches of one sample. A step accumulates 8 micro-batches per GPU instead of 1. The time for gathering and scattering that is not hidden becomes...</source>
        <translation>ZeRO-3 (FSDP) mit Mikrobatches von einem Beispiel. Ein Schritt sammelt 8 Mikrobatches je GPU an statt 1. Die nicht verdeckte Zeit für Einsammeln und Verteilen ist dann...</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>gleich lang</translation>
    </message>
    <message>
        <source>an eighth</source>
        <translation>ein Achtel so lang</translation>
    </message>
    <message>
        <source>64 times as long</source>
        <translation>64-mal so lang</translation>
    </message>
    <message>
        <source>Thinks of plain replicas, which talk once in a step.</source>
        <translation>Denkt an einfache Repliken, die sich einmal je Schritt austauschen.</translation>
    </message>
    <message>
        <source>Thinks that one gathering serves all eight.</source>
        <translation>Denkt, einmal Einsammeln reiche für alle acht.</translation>
    </message>
    <message>
        <source>Counts every GPU with every other; a ring does not do that.</source>
        <translation>Zählt jede GPU mit jeder anderen; das tut ein Ring nicht.</translation>
    </message>
    <message>
        <source>Llama-2 7B with Adam in mixed precision, micro-batches of 4: 150 GB are needed on each GPU. What is the largest part?</source>
        <translation>Llama-2 7B mit Adam in gemischter Genauigkeit, Mikrobatches von 4: Jede GPU braucht 150 GB. Was ist der größte Teil?</translation>
    </message>
    <message>
        <source>80.9 GB, 12 of the 16 bytes per parameter. Weights and gradients take 13.5 GB each, activations 42 GB.</source>
        <translation>80,9 GB, 12 der 16 Byte je Parameter. Gewichte und Gradienten belegen je 13,5 GB, Aktivierungen 42 GB.</translation>
    </message>
    <message>
        <source>Takes the model for its weights.</source>
        <translation>Setzt das Modell mit seinen Gewichten gleich.</translation>
    </message>
    <message>
        <source>There are as many as weights, and they are as large.</source>
        <translation>Es gibt so viele wie Gewichte, und sie sind ebenso groß.</translation>
    </message>
    <message>
        <source>Everybody warns of activations, but here they come second.</source>
        <translation>Alle warnen vor Aktivierungen, aber hier kommen sie an zweiter Stelle.</translation>
    </message>
    <message>
        <source>Llama-2 7B with flash attention, the same micro-batch. The sequence grows from 2,048 to 4,096 tokens, and activations took 20.1 GB. How much do they take now?</source>
        <translation>Llama-2 7B mit Flash Attention, derselbe Mikrobatch. Die Sequenz wächst von 2.048 auf 4.096 Tokens, und die Aktivierungen belegten 20,1 GB. Wie viel belegen sie jetzt?</translation>
    </message>
    <message>
        <source>20.1 GB (the same)</source>
        <translation>20,1 GB (gleich viel)</translation>
    </message>
    <message>
        <source>40.3 GB (2 times)</source>
        <translation>40,3 GB (2-fach)</translation>
    </message>
    <message>
        <source>80.6 GB (4 times)</source>
        <translation>80,6 GB (4-fach)</translation>
    </message>
    <message>
        <source>28.5 GB (1.4 times)</source>
        <translation>28,5 GB (1,4-fach)</translation>
    </message>
    <message>
        <source>Thinks that only samples count, not their length.</source>
        <translation>Denkt, nur die Zahl der Beispiele zähle, nicht ihre Länge.</translation>
    </message>
    <message>
        <source>Counts all pairs of tokens, as they are stored without flash attention.</source>
        <translation>Zählt alle Tokenpaare, wie sie ohne Flash Attention gespeichert werden.</translation>
    </message>
    <message>
        <source>Guesses a square root.</source>
        <translation>Rät eine Quadratwurzel.</translation>
    </message>
    <message>
        <source>Llama-2 7B with flash attention keeps 20.1 GB of activations on GPU 0 with sequences of 2,048 tokens. How much does it keep with {s} tokens and the same micro-batch?</source>
        <translation>Llama-2 7B mit Flash Attention hält bei Sequenzen von 2.048 Tokens 20,1 GB an Aktivierungen auf GPU 0. Wie viel sind es bei {s} Tokens und demselben Mikrobatch?</translation>
    </message>
    <message>
        <source>ZeRO-3 over 8 GPUs: what is split?</source>
        <translation>ZeRO-3 über 8 GPUs: Was wird geteilt?</translation>
    </message>
    <message>
        <source>Each GPU computes an eighth of the layers</source>
        <translation>Jede GPU berechnet ein Achtel der Schichten</translation>
    </message>
    <message>
        <source>Each GPU computes all layers for its own samples, only storage is split</source>
        <translation>Jede GPU berechnet alle Schichten für ihre eigenen Beispiele, nur die Ablage ist geteilt</translation>
    </message>
    <message>
        <source>Each GPU gets all samples</source>
        <translation>Jede GPU bekommt alle Beispiele</translation>
    </message>
    <message>
        <source>Each GPU trains a model of its own</source>
        <translation>Jede GPU trainiert ein eigenes Modell</translation>
    </message>
    <message>
        <source>Takes the part that is stored for the part that is computed.</source>
        <translation>Hält den Teil, der gespeichert wird, für den Teil, der berechnet wird.</translation>
    </message>
    <message>
        <source>Takes it for model parallelism, where all samples pass through every GPU.</source>
        <translation>Hält es für modellparallel, wo alle Beispiele durch jede GPU laufen.</translation>
    </message>
    <message>
        <source>Takes replicas for independent models; they share one set of gradients.</source>
        <translation>Hält Repliken für unabhängige Modelle; sie haben gemeinsame Gradienten.</translation>
    </message>
    <message>
        <source>90 samples, data parallel, on 5 GPUs instead of 3. What does each GPU get?</source>
        <translation>90 Beispiele, datenparallel, auf 5 GPUs statt 3. Was bekommt jede GPU?</translation>
    </message>
    <message>
        <source>18 samples, and still all 12 layers</source>
        <translation>18 Beispiele und weiterhin alle 12 Schichten</translation>
    </message>
    <message>
        <source>18 samples, and fewer layers</source>
        <translation>18 Beispiele und weniger Schichten</translation>
    </message>
    <message>
        <source>30 samples, and all 12 layers</source>
        <translation>30 Beispiele und alle 12 Schichten</translation>
    </message>
    <message>
        <source>90 samples, and all 12 layers</source>
        <translation>90 Beispiele und alle 12 Schichten</translation>
    </message>
    <message>
        <source>The samples are shared by more GPUs, the model is copied as before: 22.1 MB of weights on each.</source>
        <translation>Die Beispiele verteilen sich auf mehr GPUs, das Modell wird kopiert wie zuvor: 22,1 MB an Gewichten auf jeder.</translation>
    </message>
    <message>
        <source>Thinks that data and model are both cut.</source>
        <translation>Denkt, Daten und Modell würden beide zerlegt.</translation>
    </message>
    <message>
        <source>Thinks that the share belongs to the GPU.</source>
        <translation>Denkt, der Anteil gehöre zur GPU.</translation>
    </message>
    <message>
        <source>Thinks that the data is copied like the model.</source>
        <translation>Denkt, die Daten würden kopiert wie das Modell.</translation>
    </message>
    <message>
        <source>90 samples, data parallel, on {n} GPUs instead of 3. How many samples does each GPU get?</source>
        <translation>90 Beispiele, datenparallel, auf {n} GPUs statt 3. Wie viele Beispiele bekommt jede GPU?</translation>
    </message>
    <message>
        <source>90 samples, a model in three parts on three GPUs, as a pipeline of 3 micro-batches. What reaches the last GPU?</source>
        <translation>90 Beispiele, ein Modell in drei Teilen auf drei GPUs, als Pipeline mit 3 Mikrobatches. Was kommt bei der letzten GPU an?</translation>
    </message>
    <message>
        <source>30 samples in all</source>
        <translation>Insgesamt 30 Beispiele</translation>
    </message>
    <message>
        <source>All 90, in three portions of 30</source>
        <translation>Alle 90, in drei Portionen zu 30</translation>
    </message>
    <message>
        <source>All 90 at once</source>
        <translation>Alle 90 auf einmal</translation>
    </message>
    <message>
        <source>Its third of each sample</source>
        <translation>Ihr Drittel jedes Beispiels</translation>
    </message>
    <message>
        <source>The batch is cut into micro-batches, so that all GPUs have something to do, but each of them still passes through all parts. The step takes 1.15 ms instead of 1.84 ms.</source>
        <translation>Der Batch wird in Mikrobatches zerlegt, damit alle GPUs etwas zu tun haben, aber jeder davon läuft weiterhin durch alle Teile. Der Schritt dauert 1,15 ms statt 1,84 ms.</translation>
    </message>
    <message>
        <source>Divides the samples among the GPUs: data parallelism.</source>
        <translation>Teilt die Beispiele auf die GPUs auf: Das wäre datenparallel.</translation>
    </message>
    <message>
        <source>That is taking turns: the batch travels as one.</source>
        <translation>So ist es, wenn die GPUs nacheinander rechnen: Der Batch reist als Ganzes.</translation>
    </message>
    <message>
        <source>The layers are cut, the samples are not.</source>
        <translation>Zerlegt werden die Schichten, nicht die Beispiele.</translation>
    </message>
    <message>
        <source>Four GPUs take turns. Every link is as good as free, and all are wired right. Still each GPU is idle 75 % of the time. Why?</source>
        <translation>Vier GPUs rechnen nacheinander. Jede Verbindung ist so gut wie kostenlos, und alle sind richtig verdrahtet. Trotzdem hat jede GPU 75 % der Zeit Leerlauf. Warum?</translation>
    </message>
    <message>
        <source>The data is divided wrongly</source>
        <translation>Die Daten sind falsch aufgeteilt</translation>
    </message>
    <message>
        <source>One batch is on its way: the others have nothing yet</source>
        <translation>Ein einziger Batch ist unterwegs: Die anderen haben noch nichts</translation>
    </message>
    <message>
        <source>With one batch only one GPU can have something to do. No link repairs that: the wait for links is a few millionths of a second in 2.304 s. A second micro-batch helps.</source>
        <translation>Bei einem Batch kann nur eine GPU etwas zu tun haben. Keine Verbindung behebt das: Das Warten auf Verbindungen macht wenige Millionstelsekunden von 2,304 s aus. Ein zweiter Mikrobatch hilft.</translation>
    </message>
    <message>
        <source>The only cause that is known to whoever says so; but the links are free here.</source>
        <translation>Kennt nur diese eine Ursache; aber hier kosten die Verbindungen nichts.</translation>
    </message>
    <message>
        <source>Nothing is divided: all samples pass through all parts.</source>
        <translation>Nichts ist aufgeteilt: Alle Beispiele laufen durch alle Teile.</translation>
    </message>
    <message>
        <source>Averaging is a matter of replicas, and there is one copy of the model.</source>
        <translation>Mitteln ist Sache der Repliken, und es gibt nur eine Kopie des Modells.</translation>
    </message>
    <message>
        <source>Llama-2 13B has 208 GB of states. You have 8 GPUs of 80 GB and sequences of 4,096 tokens. What fits?</source>
        <translation>Llama-2 13B hat 208 GB an Zuständen. Sie haben 8 GPUs mit 80 GB und Sequenzen von 4.096 Tokens. Was passt?</translation>
    </message>
    <message>
        <source>8 copies with micro-batches of 1</source>
        <translation>8 Kopien mit Mikrobatches von 1</translation>
    </message>
    <message>
        <source>Tensor groups of 2, four replicas</source>
        <translation>Tensorgruppen von 2, vier Repliken</translation>
    </message>
    <message>
        <source>ZeRO-3</source>
        <translation>ZeRO-3</translation>
    </message>
    <message>
        <source>Takes the batch for the culprit. The states alone are too large.</source>
        <translation>Hält den Batch für den Schuldigen. Die Zustände allein sind zu groß.</translation>
    </message>
    <message>
        <source>Divides the optimizer states only: weights and gradients stay whole.</source>
        <translation>Teilt nur die Optimiererzustände: Gewichte und Gradienten bleiben ganz.</translation>
    </message>
    <message>
        <source>Any split will do? This one divides by two, and 8 is needed.</source>
        <translation>Irgendeine Teilung genügt? Diese teilt durch zwei, nötig ist 8.</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Byte</translation>
    </message>
    <message>
        <source>times</source>
        <translation>-mal</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>%1, worked out by the simulator. The reason, with the numbers that the question mostly has: %2</source>
        <translation>%1, vom Simulator berechnet. Die Begründung, mit den Zahlen, die die Frage meist hat: %2</translation>
    </message>
    <message>
        <source>Two teams split the same training job. Team North gives each GPU other samples, team South gives each GPU other layers. Who does what?</source>
        <translation>Zwei Teams teilen dieselbe Trainingsaufgabe auf. Team Nord gibt jeder GPU andere Beispiele, Team Süd gibt jeder GPU andere Schichten. Wer macht was?</translation>
    </message>
    <message>
        <source>North is data parallel, South is model parallel</source>
        <translation>Nord ist datenparallel, Süd ist modellparallel</translation>
    </message>
    <message>
        <source>North is model parallel, South is data parallel</source>
        <translation>Nord ist modellparallel, Süd ist datenparallel</translation>
    </message>
    <message>
        <source>Three batches must pass through a model of two parts. How many visits of a batch to a part are there in all?</source>
        <translation>Drei Batches müssen durch ein Modell aus zwei Teilen. Wie viele Besuche eines Batches bei einem Teil sind das insgesamt?</translation>
    </message>
    <message>
        <source>{b} batches must pass through a model of two parts. How many visits of a batch to a part are there in all?</source>
        <translation>{b} Batches müssen durch ein Modell aus zwei Teilen. Wie viele Besuche eines Batches bei einem Teil sind das insgesamt?</translation>
    </message>
    <message>
        <source>The activations of its own 30 samples, after parts 1 and 2</source>
        <translation>Die Aktivierungen ihrer eigenen 30 Beispiele, nach Teil 1 und 2</translation>
    </message>
    <message>
        <source>The batch is too small to keep more than one of the GPUs busy</source>
        <translation>Der Batch ist zu klein, um mehr als eine der GPUs zu beschäftigen</translation>
    </message>
    <message>
        <source>Twice the memory for weights, as each GPU holds two chunks instead of one</source>
        <translation>Doppelt so viel Speicher für Gewichte, da jede GPU zwei Chunks statt einem hält</translation>
    </message>
    <message>
        <source>Each replica is a complete copy, and more copies do not make a copy smaller. With the activations of one sample it is even 118 GB.</source>
        <translation>Jede Replik ist eine vollständige Kopie, und mehr Kopien machen eine Kopie nicht kleiner. Mit den Aktivierungen eines Beispiels sind es sogar 118 GB.</translation>
    </message>
    <message>
        <source>Full copies on more GPUs, so that each of them has less to do</source>
        <translation>Ganze Kopien auf mehr GPUs, damit jede davon weniger zu tun hat</translation>
    </message>
    <message>
        <source>A pipeline with many micro-batches. In the middle of the step one stage works without gaps; its neighbours have a gap after every pair of passes, one forward and one backward. Which GPU is slow?</source>
        <translation>Eine Pipeline mit vielen Mikrobatches. Mitten im Schritt arbeitet eine Stufe ohne Lücken; ihre Nachbarn haben nach jedem Paar von Pässen, einem vorwärts und einem rückwärts, eine Lücke. Welche GPU ist langsam?</translation>
    </message>
    <message>
        <source>A bigger batch, so that fewer hand-overs are needed altogether</source>
        <translation>Ein größerer Batch, damit insgesamt weniger Übergaben nötig sind</translation>
    </message>
    <message>
        <source>A pipeline of 8, as all activations travel from each GPU to the next one</source>
        <translation>Eine Pipeline mit 8 Stufen, da alle Aktivierungen von jeder GPU zur nächsten wandern</translation>
    </message>
    <message>
        <source>1.4 times as much</source>
        <translation>1,4-mal so viel</translation>
    </message>
    <message>
        <source>The parts are badly connected, so that every hand-over is late</source>
        <translation>Die Teile sind schlecht verbunden, sodass jede Übergabe zu spät kommt</translation>
    </message>
    <message>
        <source>Each layer is gathered for the forward and for the backward pass of every micro-batch: 0.064 s become 0.509 s. With ZeRO-1 it is 0.07 s in both cases, as gradients are shared once in a step.</source>
        <translation>Jede Schicht wird für den Vorwärts- und den Rückwärtspass jedes Mikrobatches eingesammelt: Aus 0,064 s werden 0,509 s. Mit ZeRO-1 sind es in beiden Fällen 0,07 s, da die Gradienten einmal je Schritt ausgetauscht werden.</translation>
    </message>
    <message>
        <source>Llama-2 7B on 8 GPUs with micro-batches of one sample, either as a pipeline or with ZeRO-3. Links of 300 GB/s are replaced by 25 GB/s. Which of the two suffers?</source>
        <translation>Llama-2 7B auf 8 GPUs mit Mikrobatches aus einem Beispiel, entweder als Pipeline oder mit ZeRO-3. Verbindungen mit 300 GB/s werden durch solche mit 25 GB/s ersetzt. Was von beiden leidet?</translation>
    </message>
    <message>
        <source>Every sample has to pass through all layers, so each GPU needs all of them: the complete model. What can be divided is the data: of 90 samples each of three GPUs sees 30. After each step the GPUs exchange what they learned, their gradients, and all take the mean, so that the copies stay equal.</source>
        <translation>Jedes Beispiel muss durch alle Schichten, also braucht jede GPU sie alle: das vollständige Modell. Teilen lassen sich die Daten: Von 90 Beispielen sieht jede der drei GPUs 30. Nach jedem Schritt tauschen die GPUs aus, was sie gelernt haben, ihre Gradienten, und alle nehmen das Mittel, damit die Kopien gleich bleiben.</translation>
    </message>
    <message>
        <source>One more forward pass. Forward is one part of the work and backward two, so three parts become four: on one GPU 3.072 s instead of 2.304 s.</source>
        <translation>Ein Vorwärtspass mehr. Vorwärts ist ein Teil der Arbeit, rückwärts sind es zwei; aus drei Teilen werden also vier: auf einer GPU 3,072 s statt 2,304 s.</translation>
    </message>
    <message>
        <source>Every batch meets every part, three times two, however they are spread over GPUs. In the timeline a block is one batch, with both of its visits; the tab Events lists all six.</source>
        <translation>Jeder Batch trifft auf jeden Teil, drei mal zwei, wie sie auch auf GPUs verteilt sind. Auf der Zeitachse ist ein Block ein Batch mit seinen beiden Besuchen; der Reiter „Ereignisse“ führt alle sechs auf.</translation>
    </message>
    <message>
        <source>A tensor group exchanges activations in every layer and waits for most of them. Groups of 8 inside a node make a step of 13.6 s; groups of 16 across two nodes one of 16.9 s.</source>
        <translation>Eine Tensorgruppe tauscht in jeder Schicht Aktivierungen aus und wartet auf die meisten. Gruppen von 8 innerhalb eines Knotens ergeben einen Schritt von 13,6 s, Gruppen von 16 über zwei Knoten einen von 16,9 s.</translation>
    </message>
    <message>
        <source>ZeRO-3 goes from 8.06 s to 20.4 s: for each micro-batch it gathers all weights twice and scatters the gradients. The pipeline goes from 9.62 s to 9.65 s: it only hands activations of one sample over.</source>
        <translation>ZeRO-3 steigt von 8,06 s auf 20,4 s: Für jeden Mikrobatch sammelt es alle Gewichte zweimal ein und verteilt die Gradienten. Die Pipeline steigt von 9,62 s auf 9,65 s: Sie übergibt nur die Aktivierungen eines Beispiels.</translation>
    </message>
    <message>
        <source>All 511 others wait for it: the step grows from 0.112 s to 0.159 s. With 8 GPUs the loss is the same; with 512 it is only more likely that one is slow.</source>
        <translation>Alle 511 anderen warten auf sie: Der Schritt wächst von 0,112 s auf 0,159 s. Mit 8 GPUs ist der Verlust derselbe; mit 512 ist es nur wahrscheinlicher, dass eine langsam ist.</translation>
    </message>
    <message>
        <source>The same 64 samples are shared by twice as many GPUs: 4 for each. The step falls from 7.81 s to 3.96 s.</source>
        <translation>Dieselben 64 Beispiele verteilen sich auf doppelt so viele GPUs: 4 für jede. Der Schritt sinkt von 7,81 s auf 3,96 s.</translation>
    </message>
    <message>
        <source>Forward falls from 2.30 s to 0.29 s and the optimizer, whose states are divided, from 35 ms to 4 ms. Sync grows from 70 ms to 167 ms, from 0.9 % to 15 % of the step. So 7.81 s become 1.11 s, not an eighth.</source>
        <translation>Der Vorwärtspass sinkt von 2,30 s auf 0,29 s und der Optimierer, dessen Zustände geteilt sind, von 35 ms auf 4 ms. Der Abgleich wächst von 70 ms auf 167 ms, von 0,9 % auf 15 % des Schritts. Aus 7,81 s wird daher 1,11 s, nicht ein Achtel.</translation>
    </message>
    <message>
        <source>Flash attention never stores the table of all pairs of tokens, so activations grow with the tokens. The time more than doubles, from 2.59 s to 5.44 s, as all pairs are still computed.</source>
        <translation>Flash Attention speichert die Tabelle aller Token-Paare nie, darum wachsen die Aktivierungen wie die Zahl der Token. Die Zeit wächst auf mehr als das Doppelte, von 2,59 s auf 5,44 s, weil alle Paare trotzdem berechnet werden.</translation>
    </message>
    <message>
        <source>It is data parallel: a GPU gathers the weights of each layer just before it is needed and forgets them afterwards. The forward pass takes 2.300 s, as with ZeRO-1, where all weights stay on each GPU.</source>
        <translation>Es ist datenparallel: Eine GPU sammelt die Gewichte jeder Schicht erst ein, kurz bevor sie gebraucht werden, und vergisst sie danach. Der Vorwärtspass dauert 2,300 s, wie mit ZeRO-1, wo alle Gewichte auf jeder GPU bleiben.</translation>
    </message>
    <message>
        <source>ZeRO-3 divides all states by 8 and needs 65 GB on each GPU. Full copies would need 241 GB, ZeRO-1 104 GB, tensor groups of 2 need 124 GB.</source>
        <translation>ZeRO-3 teilt alle Zustände durch 8 und braucht 65 GB auf jeder GPU. Ganze Kopien bräuchten 241 GB, ZeRO-1 104 GB, Tensorgruppen von 2 brauchen 124 GB.</translation>
    </message>
    <message>
        <source>Takes every slowdown for a bubble. It grows from 0.76 s to 0.84 s only.</source>
        <translation>Hält jede Verlangsamung für eine Bubble. Sie wächst nur von 0,76 s auf 0,84 s.</translation>
    </message>
    <message>
        <source>Each tensor group now spans two nodes, and talks across them in every layer: 1.24 s becomes 2.95 s. Bubble, hand-overs and optimizer hardly change.</source>
        <translation>Jede Tensorgruppe reicht nun über zwei Knoten und tauscht in jeder Schicht Daten zwischen ihnen aus: Aus 1,24 s werden 2,95 s. Bubble, Übergaben und Optimierer ändern sich kaum.</translation>
    </message>
</context>
<context>
    <name>QuizResult</name>
    <message>
        <source>What is split</source>
        <translation>Was geteilt wird</translation>
    </message>
    <message>
        <source>Data parallel</source>
        <translation>Datenparallel</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>Pipelining</source>
        <translation>Pipelining</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Gradient sync</source>
        <translation>Gradientenabgleich</translation>
    </message>
    <message>
        <source>Hybrids</source>
        <translation>Hybride</translation>
    </message>
    <message>
        <source>Slow workers</source>
        <translation>Langsame Worker</translation>
    </message>
</context>
<context>
    <name>QuizSheet</name>
    <message>
        <source>Parallarium · paper %1</source>
        <translation>Parallarium · Aufgabenblatt %1</translation>
    </message>
    <message>
        <source>Name: %1   Date: %2</source>
        <translation>Name: %1   Datum: %2</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Lösungen</translation>
    </message>
</context>
<context>
    <name>Readout</name>
    <message>
        <source>%1 = %2</source>
        <translation>%1 = %2</translation>
    </message>
    <message>
        <source>%1 of it, %2, is communication</source>
        <translation>Davon %1 Kommunikation, %2</translation>
    </message>
    <message>
        <source>a band is a stage, mean of %1 replicas</source>
        <translation>ein Band ist eine Stufe, Mittel von %1 Repliken</translation>
    </message>
    <message>
        <source>a band is the mean of %1 GPUs</source>
        <translation>ein Band ist das Mittel von %1 GPUs</translation>
    </message>
    <message>
        <source>thin line: replica %1</source>
        <translation>dünne Linie: Replik %1</translation>
    </message>
    <message>
        <source>thin line: %1</source>
        <translation>dünne Linie: %1</translation>
    </message>
    <message>
        <source>Idle %1</source>
        <translation>Leerlauf %1</translation>
    </message>
    <message>
        <source>Makespan %1, longest span %2: GPUs begin and end at different times, papers count the span.</source>
        <translation>Makespan %1, längste Spanne %2: GPUs beginnen und enden zu verschiedenen Zeiten, Fachartikel zählen die Spanne.</translation>
    </message>
    <message>
        <source>%1: %2 per GPU</source>
        <translation>%1: %2 je GPU</translation>
    </message>
    <message>
        <source>%1 of %2: %3</source>
        <translation>%1 von %2: %3</translation>
    </message>
    <message>
        <source>&lt; 1 %</source>
        <translation>&lt; 1 %</translation>
    </message>
    <message>
        <source>Critical path %1: %2</source>
        <translation>Kritischer Pfad %1: %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>The step did not finish, so its idle time cannot be measured.</source>
        <translation>Der Schritt wurde nicht fertig, darum lässt sich sein Leerlauf nicht messen.</translation>
    </message>
    <message>
        <source>Finding the critical path: %1</source>
        <translation>Kritischer Pfad wird gesucht: %1</translation>
    </message>
</context>
<context>
    <name>RecordedWords</name>
    <message>
        <source>waiting for the host</source>
        <translation>Warten auf den Host</translation>
    </message>
    <message>
        <source>waiting for a collective</source>
        <translation>Warten auf kollektive Operation</translation>
    </message>
    <message>
        <source>waiting for another stream</source>
        <translation>Warten auf anderen Stream</translation>
    </message>
    <message>
        <source>launched, not begun</source>
        <translation>eingereiht, nicht begonnen</translation>
    </message>
    <message>
        <source>nothing left to do</source>
        <translation>nichts mehr zu tun</translation>
    </message>
    <message>
        <source>cause not recorded</source>
        <translation>Ursache nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>Step, measured</source>
        <translation>Schritt, gemessen</translation>
    </message>
    <message>
        <source>on rank %1</source>
        <translation>auf Rang %1</translation>
    </message>
    <message>
        <source>longest on rank %1</source>
        <translation>am längsten auf Rang %1</translation>
    </message>
    <message>
        <source>Step, mean</source>
        <translation>Schritt, Mittel</translation>
    </message>
    <message>
        <source>of %1 steps</source>
        <translation>von %1 Schritten</translation>
    </message>
    <message>
        <source>Recorded time</source>
        <translation>Aufgezeichnete Zeit</translation>
    </message>
    <message>
        <source>no steps were found</source>
        <translation>keine Schritte gefunden</translation>
    </message>
    <message>
        <source>Communication hidden</source>
        <translation>Kommunikation verdeckt</translation>
    </message>
    <message>
        <source>no collectives were recorded</source>
        <translation>keine kollektiven Operationen aufgezeichnet</translation>
    </message>
    <message>
        <source>%1 per device</source>
        <translation>%1 je Gerät</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Leerlauf</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>Spitzenspeicher</translation>
    </message>
    <message>
        <source>was not recorded</source>
        <translation>wurde nicht aufgezeichnet</translation>
    </message>
    <message>
        <source>allocated on rank %1</source>
        <translation>belegt auf Rang %1</translation>
    </message>
    <message>
        <source>rank %1, %2</source>
        <translation>Rang %1, %2</translation>
    </message>
    <message>
        <source>Step %1 · %2</source>
        <translation>Schritt %1 · %2</translation>
    </message>
    <message>
        <source>Busy, measured</source>
        <translation>Aktiv, gemessen</translation>
    </message>
    <message>
        <source>one device</source>
        <translation>ein Gerät</translation>
    </message>
    <message>
        <source>mean of %1 devices</source>
        <translation>Mittel von %1 Geräten</translation>
    </message>
    <message>
        <source>Rank %1 is the straggler: the last in %2 of %3 collectives, by %4 in all.</source>
        <translation>Rang %1 ist der Nachzügler: in %2 von %3 kollektiven Operationen der letzte, insgesamt um %4.</translation>
    </message>
    <message>
        <source>%1 replicas</source>
        <translation>%1 Repliken</translation>
    </message>
    <message>
        <source>tensor %1</source>
        <translation>Tensor %1</translation>
    </message>
    <message>
        <source>%1 stages</source>
        <translation>%1 Stufen</translation>
    </message>
    <message>
        <source>context %1</source>
        <translation>Kontext %1</translation>
    </message>
    <message>
        <source>expert %1</source>
        <translation>Experten %1</translation>
    </message>
    <message>
        <source>ZeRO-%1</source>
        <translation>ZeRO-%1</translation>
    </message>
    <message>
        <source>%1 GPUs: %2</source>
        <translation>%1 GPUs: %2</translation>
    </message>
</context>
<context>
    <name>Remedies</name>
    <message>
        <source>Split the layers over %1 GPUs</source>
        <translation>Schichten auf %1 GPUs verteilen</translation>
    </message>
    <message>
        <source>%1 stages of %2 GPUs each</source>
        <translation>%1 Stufen zu je %2 GPUs</translation>
    </message>
    <message>
        <source>%1 replicas of %2 stages</source>
        <translation>%1 Repliken zu je %2 Stufen</translation>
    </message>
    <message>
        <source>Try pipeline</source>
        <translation>Pipeline testen</translation>
    </message>
    <message>
        <source>Try %1 stages</source>
        <translation>%1 Stufen testen</translation>
    </message>
    <message>
        <source>Try %1 GPUs</source>
        <translation>%1 GPUs testen</translation>
    </message>
    <message>
        <source>Shard optimizer states: %1 GPUs</source>
        <translation>Optimiererzustände aufteilen: %1 GPUs</translation>
    </message>
    <message>
        <source>Shard optimizer states: %1 replicas</source>
        <translation>Optimiererzustände aufteilen: %1 Repliken</translation>
    </message>
    <message>
        <source>Shard all but weights: %1 GPUs</source>
        <translation>Alles außer Gewichten aufteilen: %1 GPUs</translation>
    </message>
    <message>
        <source>Shard all but weights: %1 replicas</source>
        <translation>Alles außer Gewichten aufteilen: %1 Repliken</translation>
    </message>
    <message>
        <source>Shard the states over %1 GPUs</source>
        <translation>Zustände auf %1 GPUs aufteilen</translation>
    </message>
    <message>
        <source>Shard the states: %1 replicas</source>
        <translation>Zustände aufteilen: %1 Repliken</translation>
    </message>
    <message>
        <source>Try sharded</source>
        <translation>Sharding testen</translation>
    </message>
    <message>
        <source>Try ZeRO-%1</source>
        <translation>ZeRO-%1 testen</translation>
    </message>
    <message>
        <source>shard the states</source>
        <translation>Zustände aufteilen</translation>
    </message>
    <message>
        <source>Cut the batch into %1 micro-batches</source>
        <translation>Batch in %1 Mikrobatches teilen</translation>
    </message>
    <message>
        <source>Try smaller</source>
        <translation>Kleinere testen</translation>
    </message>
    <message>
        <source>use smaller micro-batches</source>
        <translation>kleinere Mikrobatches nutzen</translation>
    </message>
    <message>
        <source>Recompute activations</source>
        <translation>Aktivierungen neu berechnen</translation>
    </message>
    <message>
        <source>Try recomputing</source>
        <translation>Neuberechnung testen</translation>
    </message>
    <message>
        <source>recompute activations</source>
        <translation>Aktivierungen neu berechnen</translation>
    </message>
    <message>
        <source>Train in fp8</source>
        <translation>In fp8 trainieren</translation>
    </message>
    <message>
        <source>Train in bf16</source>
        <translation>In bf16 trainieren</translation>
    </message>
    <message>
        <source>Try fewer bits</source>
        <translation>Weniger Bits testen</translation>
    </message>
    <message>
        <source>lower the precision</source>
        <translation>Genauigkeit senken</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 nutzen</translation>
    </message>
    <message>
        <source>Try this GPU</source>
        <translation>Diese GPU testen</translation>
    </message>
    <message>
        <source>use a larger GPU</source>
        <translation>größere GPU nutzen</translation>
    </message>
    <message>
        <source>split the layers</source>
        <translation>Schichten verteilen</translation>
    </message>
    <message>
        <source>uses %1 GPUs</source>
        <translation>nutzt %1 GPUs</translation>
    </message>
    <message>
        <source>+1 GPU</source>
        <translation>+1 GPU</translation>
    </message>
    <message>
        <source>+%1 GPUs</source>
        <translation>+%1 GPUs</translation>
    </message>
    <message>
        <source>needs 1 more GPU</source>
        <translation>braucht 1 GPU mehr</translation>
    </message>
    <message>
        <source>needs %1 more GPUs</source>
        <translation>braucht %1 GPUs mehr</translation>
    </message>
    <message>
        <source>recomputing</source>
        <translation>mit Neuberechnung</translation>
    </message>
    <message>
        <source>recompute</source>
        <translation>Neuberechnung</translation>
    </message>
    <message>
        <source>fp8</source>
        <translation>fp8</translation>
    </message>
    <message>
        <source>bf16</source>
        <translation>bf16</translation>
    </message>
    <message>
        <source>batch %1 → %2</source>
        <translation>Batch %1 → %2</translation>
    </message>
    <message>
        <source>tensor %1 → %2</source>
        <translation>Tensor %1 → %2</translation>
    </message>
    <message>
        <source>stages %1 → %2</source>
        <translation>Stufen %1 → %2</translation>
    </message>
    <message>
        <source>micro-batches of %1</source>
        <translation>Mikrobatches von %1</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>The step takes %1. On GPUs with enough memory, the current layout would take %2.</source>
        <translation>Der Schritt dauert %1. Auf GPUs mit genug Speicher würde die jetzige Aufteilung %2 brauchen.</translation>
    </message>
    <message>
        <source>This model does not fit on a group of %1 GPUs</source>
        <translation>Dieses Modell passt nicht auf eine Gruppe von %1 GPUs</translation>
    </message>
    <message>
        <source>This model does not fit on groups of %1 GPUs</source>
        <translation>Dieses Modell passt nicht auf Gruppen von %1 GPUs</translation>
    </message>
    <message>
        <source>%1: each of the GPUs needs %2</source>
        <translation>%1: Jede der GPUs braucht %2</translation>
    </message>
    <message>
        <source>GPUs %1 to %2</source>
        <translation>GPUs %1–%2</translation>
    </message>
    <message>
        <source>GPU %1</source>
        <translation>GPU %1</translation>
    </message>
    <message>
        <source>The part of the model on %1 does not fit: it needs %2</source>
        <translation>Der Teil des Modells auf %1 passt nicht: Er braucht %2</translation>
    </message>
    <message>
        <source>Tried on this GPU alone: %1. It needs at least %2.</source>
        <translation>Auf dieser GPU allein versucht: %1. Nötig sind mindestens %2.</translation>
    </message>
    <message>
        <source>%1 per GPU</source>
        <translation>%1 je GPU</translation>
    </message>
    <message>
        <source>%1: still too much</source>
        <translation>%1: noch zu viel</translation>
    </message>
    <message>
        <source>This model does not fit on one GPU</source>
        <translation>Dieses Modell passt nicht auf eine GPU</translation>
    </message>
    <message>
        <source>This model does not fit, even with its states sharded over %1 GPUs</source>
        <translation>Dieses Modell passt nicht, auch wenn seine Zustände auf %1 GPUs aufgeteilt sind</translation>
    </message>
    <message>
        <source>This model does not fit on one GPU, so it cannot be copied to each of them</source>
        <translation>Dieses Modell passt nicht auf eine GPU und kann daher nicht auf jede kopiert werden</translation>
    </message>
    <message>
        <source>No part of the model fits: the largest, on %1, needs %2</source>
        <translation>Kein Teil des Modells passt: Der größte, auf %1, braucht %2</translation>
    </message>
    <message>
        <source>Try groups of %1</source>
        <translation>Gruppen von %1 testen</translation>
    </message>
    <message>
        <source>Optimizer in host memory</source>
        <translation>Optimierer im Hauptspeicher</translation>
    </message>
    <message>
        <source>Try offload</source>
        <translation>Auslagern testen</translation>
    </message>
    <message>
        <source>move the optimizer to host memory</source>
        <translation>den Optimierer in den Hauptspeicher verlagern</translation>
    </message>
    <message>
        <source>This model does not fit with its states sharded over groups of %1 GPUs</source>
        <translation>Dieses Modell passt nicht, wenn seine Zustände in Gruppen von %1 GPUs aufgeteilt sind</translation>
    </message>
    <message>
        <source>%1 replicas share the states</source>
        <translation>%1 Repliken teilen sich die Zustände</translation>
    </message>
    <message>
        <source>Try %1 replicas</source>
        <translation>%1 Repliken testen</translation>
    </message>
</context>
<context>
    <name>Scenario</name>
    <message>
        <source>1F1B, 4 GPUs, 8 micro-batches</source>
        <translation>1F1B, 4 GPUs, 8 Mikrobatches</translation>
    </message>
    <message>
        <source>1F1B, 8 GPUs, free links</source>
        <translation>1F1B, 8 GPUs, ideale Verbindungen</translation>
    </message>
    <message>
        <source>Chimera, 4 GPUs, 8 micro-batches</source>
        <translation>Chimera, 4 GPUs, 8 Mikrobatches</translation>
    </message>
    <message>
        <source>DeepSeek-V3 on 2,048 GPUs</source>
        <translation>DeepSeek-V3 auf 2.048 GPUs</translation>
    </message>
    <message>
        <source>90 samples, 3 GPUs, data parallel</source>
        <translation>90 Beispiele, 3 GPUs, datenparallel</translation>
    </message>
    <message>
        <source>4 replicas, a fifth of the step is gradient sync</source>
        <translation>4 Repliken, ein Fünftel des Schritts ist Gradientenabgleich</translation>
    </message>
    <message>
        <source>Llama-2 7B, 8 copies on NVLink</source>
        <translation>Llama-2 7B, 8 Kopien mit NVLink</translation>
    </message>
    <message>
        <source>8 GPUs, data parallel, one is slow</source>
        <translation>8 GPUs, datenparallel, eine langsam</translation>
    </message>
    <message>
        <source>DualPipe, 4 GPUs, 8 micro-batches</source>
        <translation>DualPipe, 4 GPUs, 8 Mikrobatches</translation>
    </message>
    <message>
        <source>GPipe, 4 GPUs, 1 micro-batch</source>
        <translation>GPipe, 4 GPUs, 1 Mikrobatch</translation>
    </message>
    <message>
        <source>GPipe, 4 GPUs, 16 micro-batches</source>
        <translation>GPipe, 4 GPUs, 16 Mikrobatches</translation>
    </message>
    <message>
        <source>GPipe, 4 GPUs, 8 micro-batches</source>
        <translation>GPipe, 4 GPUs, 8 Mikrobatches</translation>
    </message>
    <message>
        <source>GPT-2, 8 replicas</source>
        <translation>GPT-2, 8 Repliken</translation>
    </message>
    <message>
        <source>GPT-3 175B, pipeline of 32</source>
        <translation>GPT-3 175B, Pipeline mit 32 Stufen</translation>
    </message>
    <message>
        <source>GPT-3 175B, tensor 4, pipeline 4, 4 replicas</source>
        <translation>GPT-3 175B, Tensor 4, Pipeline 4, 4 Repliken</translation>
    </message>
    <message>
        <source>GPT-3 175B, tensor 16 across two nodes, pipeline of 4</source>
        <translation>GPT-3 175B, Tensor 16 über zwei Knoten, Pipeline mit 4 Stufen</translation>
    </message>
    <message>
        <source>GPT-3 175B, tensor 8 within a node, pipeline of 8</source>
        <translation>GPT-3 175B, Tensor 8 im Knoten, Pipeline mit 8 Stufen</translation>
    </message>
    <message>
        <source>GPT-3 175B, ZeRO-3 on 46 GPUs of 80 GB</source>
        <translation>GPT-3 175B, ZeRO-3 auf 46 GPUs mit 80 GB</translation>
    </message>
    <message>
        <source>Interleaved 1F1B, 4 GPUs, 8 micro-batches, 2 chunks</source>
        <translation>Interleaved 1F1B, 4 GPUs, 8 Mikrobatches, 2 Chunks</translation>
    </message>
    <message>
        <source>Llama-3 405B on 16,384 GPUs</source>
        <translation>Llama-3 405B auf 16.384 GPUs</translation>
    </message>
    <message>
        <source>Llama-2 7B, 3 copies on 80 GB</source>
        <translation>Llama-2 7B, 3 Kopien auf 80 GB</translation>
    </message>
    <message>
        <source>Llama-2 7B, 8 copies on 80 GB</source>
        <translation>Llama-2 7B, 8 Kopien auf 80 GB</translation>
    </message>
    <message>
        <source>Llama-2 7B, pipeline of 4</source>
        <translation>Llama-2 7B, Pipeline mit 4 Stufen</translation>
    </message>
    <message>
        <source>Llama-2 7B, ZeRO-1 on 8 GPUs</source>
        <translation>Llama-2 7B, ZeRO-1 auf 8 GPUs</translation>
    </message>
    <message>
        <source>Llama-2 7B, ZeRO-2 on 8 GPUs</source>
        <translation>Llama-2 7B, ZeRO-2 auf 8 GPUs</translation>
    </message>
    <message>
        <source>Llama-2 7B, ZeRO-3 on 8 GPUs</source>
        <translation>Llama-2 7B, ZeRO-3 auf 8 GPUs</translation>
    </message>
    <message>
        <source>Mixtral 8x7B, one expert per GPU</source>
        <translation>Mixtral 8x7B, ein Experte je GPU</translation>
    </message>
    <message>
        <source>90 samples, 3 GPUs, split by layers</source>
        <translation>90 Beispiele, 3 GPUs, nach Schichten geteilt</translation>
    </message>
    <message>
        <source>4 GPUs take turns, one bad link</source>
        <translation>4 GPUs nacheinander, eine schlechte Verbindung</translation>
    </message>
    <message>
        <source>4 GPUs take turns, parts in the wrong places</source>
        <translation>4 GPUs nacheinander, Teile am falschen Ort</translation>
    </message>
    <message>
        <source>4 GPUs take turns</source>
        <translation>4 GPUs nacheinander</translation>
    </message>
    <message>
        <source>8 GPUs take turns, free links</source>
        <translation>8 GPUs nacheinander, ideale Verbindungen</translation>
    </message>
    <message>
        <source>PipeDream, 4 GPUs, 8 micro-batches</source>
        <translation>PipeDream, 4 GPUs, 8 Mikrobatches</translation>
    </message>
    <message>
        <source>Pipeline of 4, one is slow</source>
        <translation>Pipeline mit 4 Stufen, eine langsam</translation>
    </message>
    <message>
        <source>1F1B, 4 GPUs, free links</source>
        <translation>1F1B, 4 GPUs, ideale Verbindungen</translation>
    </message>
    <message>
        <source>GPipe, 4 GPUs, free links</source>
        <translation>GPipe, 4 GPUs, ideale Verbindungen</translation>
    </message>
    <message>
        <source>Interleaved 1F1B, 4 GPUs, 2 chunks, free links</source>
        <translation>Interleaved 1F1B, 4 GPUs, 2 Chunks, ideale Verbindungen</translation>
    </message>
    <message>
        <source>4 GPUs take turns, free links</source>
        <translation>4 GPUs nacheinander, ideale Verbindungen</translation>
    </message>
    <message>
        <source>One GPU, activations recomputed</source>
        <translation>Eine GPU, Aktivierungen neu berechnet</translation>
    </message>
    <message>
        <source>Pipeline of 4, one is slow, free links</source>
        <translation>Pipeline mit 4 Stufen, eine langsam, ideale Verbindungen</translation>
    </message>
    <message>
        <source>Three batches, two layers, one GPU</source>
        <translation>Drei Batches, zwei Schichten, eine GPU</translation>
    </message>
    <message>
        <source>Digits, one worker</source>
        <translation>Ziffern, ein Worker</translation>
    </message>
    <message>
        <source>Digits, 90 samples on 3 workers</source>
        <translation>Ziffern, 90 Beispiele auf 3 Workern</translation>
    </message>
    <message>
        <source>Digits, pipeline of 4 workers</source>
        <translation>Ziffern, Pipeline mit 4 Workern</translation>
    </message>
    <message>
        <source>Digits, each layer on 2 workers</source>
        <translation>Ziffern, jede Schicht auf 2 Workern</translation>
    </message>
    <message>
        <source>A small gpt, 2 pipelines of 2 workers</source>
        <translation>Ein kleines GPT, 2 Pipelines mit je 2 Workern</translation>
    </message>
    <message>
        <source>A small gpt, pipeline of 4 workers</source>
        <translation>Ein kleines GPT, Pipeline mit 4 Workern</translation>
    </message>
    <message>
        <source>Two spirals, 4 workers</source>
        <translation>Zwei Spiralen, 4 Worker</translation>
    </message>
    <message>
        <source>Zero bubble H1, 4 GPUs, 8 micro-batches</source>
        <translation>Zero bubble H1, 4 GPUs, 8 Mikrobatches</translation>
    </message>
    <message>
        <source>ZB-H2, 4 GPUs, 8 micro-batches</source>
        <translation>ZB-H2, 4 GPUs, 8 Mikrobatches</translation>
    </message>
    <message>
        <source>ZB-V, 4 GPUs, 8 micro-batches</source>
        <translation>ZB-V, 4 GPUs, 8 Mikrobatches</translation>
    </message>
    <message>
        <source>%1 on 1 worker</source>
        <translation>%1 auf 1 Worker</translation>
    </message>
    <message>
        <source>%1 on %2 workers</source>
        <translation>%1 auf %2 Workern</translation>
    </message>
    <message>
        <source>%1 on 1 GPU</source>
        <translation>%1 auf 1 GPU</translation>
    </message>
    <message>
        <source>%1 on %2 GPUs</source>
        <translation>%1 auf %2 GPUs</translation>
    </message>
</context>
<context>
    <name>Scene</name>
    <message>
        <source>one node</source>
        <translation>ein Knoten</translation>
    </message>
    <message>
        <source>%1 nodes</source>
        <translation>%1 Knoten</translation>
    </message>
    <message>
        <source>1 GPU</source>
        <translation>1 GPU</translation>
    </message>
    <message>
        <source>%1 GPUs</source>
        <translation>%1 GPUs</translation>
    </message>
    <message>
        <source>%1 replicas</source>
        <translation>%1 Repliken</translation>
    </message>
    <message>
        <source>%1 pipeline stages</source>
        <translation>%1 Pipelinestufen</translation>
    </message>
    <message>
        <source>%1-way tensor parallel</source>
        <translation>%1-fach tensorparallel</translation>
    </message>
    <message>
        <source>%1-way context parallel</source>
        <translation>%1-fach kontextparallel</translation>
    </message>
    <message>
        <source>%1 · every GPU holds a part of every layer</source>
        <translation>%1 · jede GPU enthält einen Teil jeder Schicht</translation>
    </message>
    <message>
        <source>%1 · each tile is one %2-GPU node</source>
        <translation>%1 · jede Kachel ist ein Knoten mit %2 GPUs</translation>
    </message>
    <message>
        <source>%1 · each tile is %2 GPUs</source>
        <translation>%1 · jede Kachel steht für %2 GPUs</translation>
    </message>
    <message>
        <source>ZeRO-1 · %1 · each owns a share of the optimizer states</source>
        <translation>ZeRO-1 · %1 · jede besitzt einen Teil der Optimiererzustände</translation>
    </message>
    <message>
        <source>ZeRO-2 · %1 · each owns a share of states and gradients</source>
        <translation>ZeRO-2 · %1 · jede besitzt einen Teil der Zustände und Gradienten</translation>
    </message>
    <message>
        <source>ZeRO-3 · %1 · each owns a share of every layer</source>
        <translation>ZeRO-3 · %1 · jede besitzt einen Teil jeder Schicht</translation>
    </message>
    <message>
        <source>Link to %1 is down</source>
        <translation>Verbindung zu %1 unterbrochen</translation>
    </message>
    <message>
        <source>Link down</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>getrennt</translation>
    </message>
    <message>
        <source>Waiting for the others</source>
        <translation>Wartet auf die anderen</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>Waiting for %1</source>
        <translation>Wartet auf %1</translation>
    </message>
    <message>
        <source>Waits for %1</source>
        <translation>Wartet auf %1</translation>
    </message>
    <message>
        <source>sharing</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>Sharing gradients</source>
        <translation>Gradientenabgleich</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>Sharing gradients · %1</source>
        <translation>Gradientenabgleich · %1</translation>
    </message>
    <message>
        <source>Sharing · %1</source>
        <translation>Abgleich · %1</translation>
    </message>
    <message>
        <source>bucket %1 of %2</source>
        <translation>Bucket %1 von %2</translation>
    </message>
    <message>
        <source>Sharing %1 · %2</source>
        <translation>Abgleich %1 · %2</translation>
    </message>
    <message>
        <source>Sharing %1</source>
        <translation>Abgleich %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>gradients</source>
        <translation>Gradienten</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>Aktivierungen</translation>
    </message>
    <message>
        <source>workspace of the pass</source>
        <translation>Arbeitsbereich des Passes</translation>
    </message>
    <message>
        <source>buffers</source>
        <translation>Puffer</translation>
    </message>
    <message>
        <source>busy %1 so far, %2 of the whole step</source>
        <translation>bisher %1 aktiv, %2 vom ganzen Schritt</translation>
    </message>
    <message>
        <source>One GPU</source>
        <translation>Eine GPU</translation>
    </message>
    <message>
        <source>it holds the whole model</source>
        <translation>sie enthält das ganze Modell</translation>
    </message>
    <message>
        <source>Sharded data parallel</source>
        <translation>Datenparallel mit Sharding</translation>
    </message>
    <message>
        <source>Data and expert parallel</source>
        <translation>Daten- und expertenparallel</translation>
    </message>
    <message>
        <source>%1 · the experts are spread over %2 of them</source>
        <translation>%1 · die Experten sind auf %2 davon verteilt</translation>
    </message>
    <message>
        <source>Data parallel</source>
        <translation>Datenparallel</translation>
    </message>
    <message>
        <source>%1 · every GPU holds the whole model</source>
        <translation>%1 · jede GPU enthält das ganze Modell</translation>
    </message>
    <message>
        <source>%1 · %2 replicas of %3 stages</source>
        <translation>%1 · %2 Repliken zu je %3 Stufen</translation>
    </message>
    <message>
        <source>Data, pipeline and expert parallel</source>
        <translation>Daten-, pipeline- und expertenparallel</translation>
    </message>
    <message>
        <source>%1 · experts over %2 GPUs</source>
        <translation>%1 · Experten auf %2 GPUs</translation>
    </message>
    <message>
        <source>Data and pipeline parallel</source>
        <translation>Daten- und pipelineparallel</translation>
    </message>
    <message>
        <source>Layers in turn</source>
        <translation>Schichten nacheinander</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Pipeline parallel</source>
        <translation>Pipelineparallel</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>all %1 layers</source>
        <translation>alle %1 Schichten</translation>
    </message>
    <message>
        <source>sample %1</source>
        <translation>Beispiel %1</translation>
    </message>
    <message>
        <source>samples %1–%2</source>
        <translation>Beispiele %1–%2</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>Stopped: a link is down</source>
        <translation>Angehalten: Verbindung unterbrochen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Fits, but others do not</source>
        <translation>Passt, andere aber nicht</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>Passt</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>passt</translation>
    </message>
    <message>
        <source>Does not fit: %1</source>
        <translation>Passt nicht: %1</translation>
    </message>
    <message>
        <source>%1 of
%2
done</source>
        <translation>%1 von
%2
fertig</translation>
    </message>
    <message>
        <source>%1 of %2
done</source>
        <translation>%1 von %2
fertig</translation>
    </message>
    <message>
        <source>%1 weights + %2 gradients + %3 optimizer + %4 activations</source>
        <translation>%1 Gewichte + %2 Gradienten + %3 Optimierer + %4 Aktivierungen</translation>
    </message>
    <message>
        <source>The fullest GPU would need</source>
        <translation>Die vollste GPU bräuchte</translation>
    </message>
    <message>
        <source>Every GPU would need</source>
        <translation>Jede GPU bräuchte</translation>
    </message>
    <message>
        <source>%1: %2 = %3</source>
        <translation>%1: %2 = %3</translation>
    </message>
    <message>
        <source>, the link is down</source>
        <translation>, unterbrochen</translation>
    </message>
    <message>
        <source>, slowed</source>
        <translation>, verlangsamt</translation>
    </message>
    <message>
        <source>, misplaced: neighbouring stages in different nodes</source>
        <translation>, falsch platziert: benachbarte Stufen in verschiedenen Knoten</translation>
    </message>
    <message>
        <source>%1: %2, %3 latency%4</source>
        <translation>%1: %2, %3 Latenz%4</translation>
    </message>
    <message>
        <source>slow: computes at %1 speed</source>
        <translation>langsam: rechnet mit %1 Tempo</translation>
    </message>
    <message>
        <source>memory %1</source>
        <translation>Speicher %1</translation>
    </message>
    <message>
        <source>layers %1</source>
        <translation>Schichten %1</translation>
    </message>
    <message>
        <source>batch %1</source>
        <translation>Batch %1</translation>
    </message>
    <message>
        <source>micro-batch %1</source>
        <translation>Mikrobatch %1</translation>
    </message>
    <message>
        <source>%1 · chunk %2 · %3</source>
        <translation>%1 · Chunk %2 · %3</translation>
    </message>
    <message>
        <source>%1 c%2 · %3</source>
        <translation>%1 c%2 · %3</translation>
    </message>
    <message>
        <source>kept: only this</source>
        <translation>hält: nur diesen</translation>
    </message>
    <message>
        <source>this</source>
        <translation>diesen</translation>
    </message>
    <message>
        <source>kept: none</source>
        <translation>hält: keinen</translation>
    </message>
    <message>
        <source>kept: 0</source>
        <translation>hält: 0</translation>
    </message>
    <message>
        <source>0</source>
        <translation>0</translation>
    </message>
    <message>
        <source>kept: %1</source>
        <translation>hält: %1</translation>
    </message>
    <message>
        <source>also: %1</source>
        <translation>auch: %1</translation>
    </message>
    <message>
        <source>also kept: %1</source>
        <translation>hält auch: %1</translation>
    </message>
    <message>
        <source>c%1 %2</source>
        <translation>c%1 %2</translation>
    </message>
    <message>
        <source>weights %1</source>
        <translation>Gewichte %1</translation>
    </message>
    <message>
        <source> + %1 buffers</source>
        <translation> + %1 Puffer</translation>
    </message>
    <message>
        <source>A full copy</source>
        <translation>Eine ganze Kopie</translation>
    </message>
    <message>
        <source>only this</source>
        <translation>nur diesen</translation>
    </message>
    <message>
        <source>%1 stages on %2 ranks</source>
        <translation>%1 Stufen auf %2 Rängen</translation>
    </message>
    <message>
        <source>%1 · %2 replicas of %3 stages on %4 ranks</source>
        <translation>%1 · %2 Repliken mit je %3 Stufen auf %4 Rängen</translation>
    </message>
    <message>
        <source>ZeRO-%1 · %2 · %3</source>
        <translation>ZeRO-%1 · %2 · %3</translation>
    </message>
    <message>
        <source>%1 groups of %2: shards within, replicas between</source>
        <translation>%1 Gruppen zu %2: Shards innerhalb, Repliken dazwischen</translation>
    </message>
    <message>
        <source>Hybrid sharded data parallel</source>
        <translation>Datenparallel mit hybridem Sharding</translation>
    </message>
    <message>
        <source>%1 states + %2 activations</source>
        <translation>%1 Zustände + %2 Aktivierungen</translation>
    </message>
    <message>
        <source>shares states with GPUs %1–%2, a replica of the other groups</source>
        <translation>teilt Zustände mit GPUs %1–%2, eine Replik der anderen Gruppen</translation>
    </message>
    <message>
        <source>Done, waiting for %1</source>
        <translation>Fertig, wartet auf %1</translation>
    </message>
    <message>
        <source>Done, waiting</source>
        <translation>Fertig, wartet</translation>
    </message>
    <message>
        <source>optimizer in host memory</source>
        <translation>Optimierer im Hauptspeicher</translation>
    </message>
    <message>
        <source>a second copy of weights in groups of %1</source>
        <translation>eine zweite Kopie der Gewichte in Gruppen von %1</translation>
    </message>
    <message>
        <source>%1: speed not known</source>
        <translation>%1: Geschwindigkeit unbekannt</translation>
    </message>
    <message>
        <source>It would need</source>
        <translation>Sie bräuchte</translation>
    </message>
</context>
<context>
    <name>ScheduleEditor</name>
    <message>
        <source>forward %1</source>
        <translation>vorwärts %1</translation>
    </message>
    <message>
        <source>full backward %1</source>
        <translation>rückwärts (voll) %1</translation>
    </message>
    <message>
        <source>backward %1</source>
        <translation>rückwärts %1</translation>
    </message>
    <message>
        <source>weights %1</source>
        <translation>Gewichte %1</translation>
    </message>
    <message>
        <source>recomputation %1</source>
        <translation>Neuberechnung %1</translation>
    </message>
    <message>
        <source>GPU %1</source>
        <translation>GPU %1</translation>
    </message>
    <message>
        <source>Stage %1</source>
        <translation>Stufe %1</translation>
    </message>
    <message>
        <source>%1 of stage %2</source>
        <translation>%1 von Stufe %2</translation>
    </message>
    <message>
        <source>%1 cannot have %2 like this in slot %3.</source>
        <translation>%1: „%2“ geht so nicht in Takt %3.</translation>
    </message>
    <message>
        <source>%1 (Counted from 0, as in files.)</source>
        <translation>%1 (Gezählt ab 0, wie in Dateien.)</translation>
    </message>
    <message>
        <source>%1: %2, slots %3 to %4</source>
        <translation>%1: %2, Takte %3 bis %4</translation>
    </message>
    <message>
        <source>, on the critical path</source>
        <translation>, auf dem kritischen Pfad</translation>
    </message>
    <message>
        <source>kept %1</source>
        <translation>hält %1</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>vorwärts</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>rückwärts</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>Leerlauf</translation>
    </message>
    <message>
        <source>critical path</source>
        <translation>kritischer Pfad</translation>
    </message>
    <message>
        <source>Complete: every pass has its place.</source>
        <translation>Vollständig: Jeder Pass hat seinen Platz.</translation>
    </message>
    <message>
        <source>1 pass is left; it cannot be placed within the memory allowed.</source>
        <translation>1 Pass fehlt noch; er passt nicht in den erlaubten Speicher.</translation>
    </message>
    <message>
        <source>%1 passes are left; none can be placed within the memory allowed.</source>
        <translation>%1 Pässe sind übrig; keiner lässt sich im erlaubten Speicher platzieren.</translation>
    </message>
    <message>
        <source>1 pass is left; the dashed one can be placed now.</source>
        <translation>1 Pass fehlt noch; der gestrichelte kann jetzt platziert werden.</translation>
    </message>
    <message>
        <source>%1 passes are left; the dashed ones can be placed now.</source>
        <translation>%1 Pässe sind übrig; die gestrichelten lassen sich jetzt platzieren.</translation>
    </message>
</context>
<context>
    <name>Schedules</name>
    <message>
        <source>Import a schedule</source>
        <translation>Ablauf importieren</translation>
    </message>
    <message>
        <source>Schedules (*.csv *.json *.jsonl *.gz)</source>
        <translation>Abläufe (*.csv *.json *.jsonl *.gz)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>There is no schedule to export yet.</source>
        <translation>Es gibt noch keinen Ablauf zum Exportieren.</translation>
    </message>
    <message>
        <source>The schedule was written to %1, one line per rank.</source>
        <translation>Der Ablauf wurde in %1 geschrieben, eine Zeile je Rang.</translation>
    </message>
    <message>
        <source>Export the schedule</source>
        <translation>Ablauf exportieren</translation>
    </message>
    <message>
        <source>PyTorch schedules (*.csv)</source>
        <translation>PyTorch-Abläufe (*.csv)</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1, Zeile %2: %3</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPUs</translation>
    </message>
    <message>
        <source>stages</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>replicas</source>
        <translation>Repliken</translation>
    </message>
    <message>
        <source>micro-batches</source>
        <translation>Mikrobatches</translation>
    </message>
    <message>
        <source>samples per step</source>
        <translation>Beispiele je Schritt</translation>
    </message>
    <message>
        <source>%1 holds no schedule: it needs one line of actions per rank, such as &quot;0F0,0F1,0B0,0B1&quot;.</source>
        <translation>%1 enthält keinen Ablauf: Nötig ist eine Zeile mit Aktionen je Rang, etwa „0F0,0F1,0B0,0B1“.</translation>
    </message>
    <message>
        <source> There are %1 errors.</source>
        <translation> Es gibt %1 Fehler.</translation>
    </message>
    <message>
        <source>%1 cannot run: %2%3 The schedule was not imported.</source>
        <translation>%1 kann nicht laufen: %2%3 Der Ablauf wurde nicht importiert.</translation>
    </message>
    <message>
        <source>To match the schedule: %1.</source>
        <translation>Passend zum Ablauf: %1.</translation>
    </message>
    <message>
        <source>The model now has %1 layers, one for each stage.</source>
        <translation>Das Modell hat jetzt %1 Schichten, eine für jede Stufe.</translation>
    </message>
    <message>
        <source>Only the first schedule in the file was imported.</source>
        <translation>Nur der erste Ablauf der Datei wurde importiert.</translation>
    </message>
    <message>
        <source>%1 was imported. %2</source>
        <translation>%1 wurde importiert. %2</translation>
    </message>
    <message>
        <source>%1 is a folder, a pipe or a device: save the schedule to a file and open that.</source>
        <translation>%1 ist ein Ordner, eine Pipe oder ein Gerät: Speichern Sie den Ablauf in einer Datei und öffnen Sie diese.</translation>
    </message>
    <message>
        <source>%1 has more stages than the model can have layers: choose another model.</source>
        <translation>%1 hat mehr Stufen, als das Modell Schichten haben kann: Wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>import %1</source>
        <translation>%1 importieren</translation>
    </message>
</context>
<context>
    <name>Setting</name>
    <message>
        <source>usual</source>
        <translation>üblich</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Passes</source>
        <translation>Pässe</translation>
    </message>
    <message>
        <source>GPUs per node</source>
        <translation>GPUs je Knoten</translation>
    </message>
    <message>
        <source>Links within a node</source>
        <translation>Verbindungen im Knoten</translation>
    </message>
    <message>
        <source>Links between nodes</source>
        <translation>Verbindungen zwischen Knoten</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>Software</translation>
    </message>
    <message>
        <source>Framework</source>
        <translation>Framework</translation>
    </message>
    <message>
        <source>Sharding group</source>
        <translation>Sharding-Gruppe</translation>
    </message>
    <message>
        <source>all replicas</source>
        <translation>alle Repliken</translation>
    </message>
    <message>
        <source>Second copy of weights</source>
        <translation>Zweite Kopie der Gewichte</translation>
    </message>
    <message>
        <source>Optimizer offload</source>
        <translation>Auslagern des Optimierers</translation>
    </message>
    <message>
        <source>Sequence parallel</source>
        <translation>Sequenzparallel</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>Bytes of a gradient</source>
        <translation>Bytes eines Gradienten</translation>
    </message>
    <message>
        <source>Bytes of a gradient on its way</source>
        <translation>Bytes eines Gradienten unterwegs</translation>
    </message>
    <message>
        <source>Bytes of a token on its way to an expert</source>
        <translation>Bytes eines Tokens auf dem Weg zum Experten</translation>
    </message>
    <message>
        <source>Bytes of a moment</source>
        <translation>Bytes eines Moments</translation>
    </message>
    <message>
        <source>Overlap of a forward and a backward</source>
        <translation>Überlappung von Vorwärts und Rückwärts</translation>
    </message>
    <message>
        <source>Activations of a split backward</source>
        <translation>Aktivierungen bei geteiltem Rückwärts</translation>
    </message>
    <message>
        <source>Dispatch to experts</source>
        <translation>Verteilung an Experten</translation>
    </message>
    <message>
        <source>Gradient scatter</source>
        <translation>Gradienten-Scatter</translation>
    </message>
    <message>
        <source>Exchange between stages</source>
        <translation>Austausch zwischen Stufen</translation>
    </message>
    <message>
        <source>Optimizer post-validation</source>
        <translation>Nachträgliche Prüfung des Optimierers</translation>
    </message>
    <message>
        <source>All-reduce of gradients</source>
        <translation>All-Reduce der Gradienten</translation>
    </message>
    <message>
        <source>Bytes of a gradient bucket</source>
        <translation>Bytes eines Gradienten-Buckets</translation>
    </message>
    <message>
        <source>Overlap of gradient sync</source>
        <translation>Überlappung des Gradientenabgleichs</translation>
    </message>
</context>
<context>
    <name>SliderLimits</name>
    <message>
        <source>%1 is not a whole number</source>
        <translation>%1 ist keine ganze Zahl</translation>
    </message>
</context>
<context>
    <name>Spoken</name>
    <message>
        <source>bytes</source>
        <translation>Byte</translation>
    </message>
    <message>
        <source>kilobytes</source>
        <translation>Kilobyte</translation>
    </message>
    <message>
        <source>megabytes</source>
        <translation>Megabyte</translation>
    </message>
    <message>
        <source>gigabytes</source>
        <translation>Gigabyte</translation>
    </message>
    <message>
        <source>terabytes</source>
        <translation>Terabyte</translation>
    </message>
    <message>
        <source>%1 of %2 %3</source>
        <translation>%1 von %2 %3</translation>
    </message>
    <message>
        <source>%1, %2 percent busy so far</source>
        <translation>%1, bisher %2 Prozent aktiv</translation>
    </message>
</context>
<context>
    <name>Squares</name>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>What every GPU does at this moment</source>
        <translation>Was jede GPU in diesem Moment tut</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>What share of the step every GPU is busy</source>
        <translation>Wie viel vom Schritt jede GPU aktiv ist</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>How full the memory of every GPU is at this moment</source>
        <translation>Wie voll der Speicher jeder GPU in diesem Moment ist</translation>
    </message>
    <message>
        <source>Idle cause</source>
        <translation>Leerlaufgrund</translation>
    </message>
    <message>
        <source>What every GPU waits for most in this step</source>
        <translation>Worauf jede GPU in diesem Schritt am meisten wartet</translation>
    </message>
    <message>
        <source>1 GPU</source>
        <translation>1 GPU</translation>
    </message>
    <message>
        <source>%1 GPUs</source>
        <translation>%1 GPUs</translation>
    </message>
    <message>
        <source>GPUs %1–%2</source>
        <translation>GPUs %1–%2</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>vorwärts</translation>
    </message>
    <message>
        <source>recompute</source>
        <translation>Neuberechnung</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>rückwärts</translation>
    </message>
    <message>
        <source>weight gradient</source>
        <translation>Gewichtsgradient</translation>
    </message>
    <message>
        <source>gradient sync</source>
        <translation>Gradientenabgleich</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>Leerlauf</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>passt nicht</translation>
    </message>
    <message>
        <source>fits, others do not</source>
        <translation>passt, andere nicht</translation>
    </message>
    <message>
        <source>never idle</source>
        <translation>nie im Leerlauf</translation>
    </message>
    <message>
        <source>over capacity</source>
        <translation>über der Kapazität</translation>
    </message>
    <message>
        <source>busy, of the step</source>
        <translation>aktiv, vom Schritt</translation>
    </message>
    <message>
        <source>memory in use, of %1</source>
        <translation>belegter Speicher, von %1</translation>
    </message>
    <message>
        <source>tree all-reduce</source>
        <translation>Baum-All-Reduce</translation>
    </message>
    <message>
        <source>hierarchical all-reduce</source>
        <translation>hierarchisches All-Reduce</translation>
    </message>
    <message>
        <source>a ring for every partner</source>
        <translation>ein Ring je Partner</translation>
    </message>
    <message>
        <source>one ring</source>
        <translation>ein Ring</translation>
    </message>
    <message>
        <source>data parallel</source>
        <translation>datenparallel</translation>
    </message>
    <message>
        <source>sharded data parallel</source>
        <translation>datenparallel mit Sharding</translation>
    </message>
    <message>
        <source>%1 replicas</source>
        <translation>%1 Repliken</translation>
    </message>
    <message>
        <source>%1 stages</source>
        <translation>%1 Stufen</translation>
    </message>
    <message>
        <source>%1-way tensor</source>
        <translation>%1-fach Tensor</translation>
    </message>
    <message>
        <source>%1-way context</source>
        <translation>%1-fach Kontext</translation>
    </message>
    <message>
        <source>%1 nodes of %2</source>
        <translation>%1 Knoten zu je %2</translation>
    </message>
    <message>
        <source>a frame is one node</source>
        <translation>ein Rahmen ist ein Knoten</translation>
    </message>
    <message>
        <source>a frame is %1</source>
        <translation>ein Rahmen steht für %1</translation>
    </message>
    <message>
        <source>one square is %1</source>
        <translation>ein Quadrat steht für %1</translation>
    </message>
    <message>
        <source>a node</source>
        <translation>ein Knoten</translation>
    </message>
    <message>
        <source>a replica</source>
        <translation>eine Replik</translation>
    </message>
    <message>
        <source>One square is one GPU, one frame %1.</source>
        <translation>Ein Quadrat ist eine GPU, ein Rahmen %1.</translation>
    </message>
    <message>
        <source>One square is %1, one frame %2.</source>
        <translation>Ein Quadrat steht für %1, ein Rahmen für %2.</translation>
    </message>
    <message>
        <source>Node %1</source>
        <translation>Knoten %1</translation>
    </message>
    <message>
        <source>Replicas %1–%2 · stage %3</source>
        <translation>Repliken %1–%2 · Stufe %3</translation>
    </message>
    <message>
        <source>all alike: %1</source>
        <translation>alle gleich: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>and others</source>
        <translation>und andere</translation>
    </message>
    <message>
        <source>%1 wait: +%2 (%3)</source>
        <translation>%1 warten: +%2 (%3)</translation>
    </message>
    <message>
        <source>%1, %2 speed</source>
        <translation>%1, %2 Tempo</translation>
    </message>
    <message>
        <source>%1 wait for it</source>
        <translation>%1 warten auf sie</translation>
    </message>
    <message>
        <source>%1, link to %2 is down</source>
        <translation>%1, Verbindung zu %2 ist unterbrochen</translation>
    </message>
    <message>
        <source>%1, link to %2 is slow</source>
        <translation>%1, Verbindung zu %2 ist langsam</translation>
    </message>
    <message>
        <source>+%1 per step</source>
        <translation>+%1 je Schritt</translation>
    </message>
    <message>
        <source>%1 stages on %2 ranks</source>
        <translation>%1 Stufen auf %2 Rängen</translation>
    </message>
    <message>
        <source>experts over %1 GPUs</source>
        <translation>Experten auf %1 GPUs</translation>
    </message>
    <message>
        <source>%1 waits: +%2 (%3)</source>
        <translation>%1 wartet: +%2 (%3)</translation>
    </message>
    <message>
        <source>1 waits for it</source>
        <translation>1 wartet darauf</translation>
    </message>
    <message>
        <source>hybrid sharded data parallel</source>
        <translation>datenparallel mit hybridem Sharding</translation>
    </message>
    <message>
        <source>a group that shares states</source>
        <translation>eine Gruppe, die Zustände teilt</translation>
    </message>
    <message>
        <source>Group %1</source>
        <translation>Gruppe %1</translation>
    </message>
</context>
<context>
    <name>SuggestedName</name>
    <message>
        <source>scenario</source>
        <translation>Szenario</translation>
    </message>
</context>
<context>
    <name>Sweep</name>
    <message>
        <source>Samples per second</source>
        <translation>Beispiele pro Sekunde</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>Tokens pro Sekunde</translation>
    </message>
    <message>
        <source>Tokens per second and GPU</source>
        <translation>Tokens pro Sekunde und GPU</translation>
    </message>
    <message>
        <source>Step time</source>
        <translation>Schrittzeit</translation>
    </message>
    <message>
        <source>Scaling efficiency</source>
        <translation>Skalierungseffizienz</translation>
    </message>
    <message>
        <source>Model FLOPs utilization</source>
        <translation>Modell-FLOPs-Auslastung</translation>
    </message>
    <message>
        <source>Hardware FLOPs utilization</source>
        <translation>Hardware-FLOPs-Auslastung</translation>
    </message>
    <message>
        <source>Busy share</source>
        <translation>Aktiver Anteil</translation>
    </message>
    <message>
        <source>Idle share</source>
        <translation>Leerlaufanteil</translation>
    </message>
    <message>
        <source>Bubble over ideal time</source>
        <translation>Bubble zu idealer Zeit</translation>
    </message>
    <message>
        <source>Waiting for gradients</source>
        <translation>Warten auf Gradienten</translation>
    </message>
    <message>
        <source>Memory of the fullest GPU</source>
        <translation>Speicher der vollsten GPU</translation>
    </message>
    <message>
        <source>Bytes sent in a step</source>
        <translation>Gesendete Bytes je Schritt</translation>
    </message>
    <message>
        <source>Cost of a step</source>
        <translation>Kosten eines Schritts</translation>
    </message>
    <message>
        <source>Cost of a million tokens</source>
        <translation>Kosten einer Million Tokens</translation>
    </message>
    <message>
        <source>Energy of a step</source>
        <translation>Energie eines Schritts</translation>
    </message>
    <message>
        <source>Energy of a million tokens</source>
        <translation>Energie einer Million Tokens</translation>
    </message>
    <message>
        <source>%1 GPUs cannot be split as %2 alone here.</source>
        <translation>%1 GPUs lassen sich hier nicht allein als %2 aufteilen.</translation>
    </message>
    <message>
        <source>%1 cannot be %2 here: it would be %3.</source>
        <translation>%1: %2 ist hier nicht möglich, es würde %3.</translation>
    </message>
    <message>
        <source>%1 cannot be %2 here: it would be %3, %4.</source>
        <translation>%1: %2 ist hier nicht möglich, es würde %3, %4.</translation>
    </message>
    <message>
        <source>%1 samples of %2 GPUs are no whole number on %3 GPUs.</source>
        <translation>%1 Beispiele von %2 GPUs ergeben auf %3 GPUs keine ganze Zahl.</translation>
    </message>
    <message>
        <source>Out of memory: needs %1, has %2.</source>
        <translation>Speicher reicht nicht: braucht %1, hat %2.</translation>
    </message>
    <message>
        <source>This machine has not enough memory to simulate so many micro-batches.</source>
        <translation>Dieser Rechner hat nicht genug Speicher, um so viele Mikrobatches zu simulieren.</translation>
    </message>
    <message>
        <source>Tokens of a sample</source>
        <translation>Tokens eines Beispiels</translation>
    </message>
    <message>
        <source>Recomputation</source>
        <translation>Neuberechnung</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Kind of GPU</source>
        <translation>GPU-Typ</translation>
    </message>
    <message>
        <source>The kernels are PyTorch&apos;s, as usual with this sharding (parallel.framework).</source>
        <translation>Die Kernel sind die von PyTorch, wie bei diesem Sharding üblich (parallel.framework).</translation>
    </message>
    <message>
        <source>The kernels are those of Megatron-LM, as usual with this sharding (parallel.framework).</source>
        <translation>Die Kernel sind die von Megatron-LM, wie bei diesem Sharding üblich (parallel.framework).</translation>
    </message>
</context>
<context>
    <name>SweepChoices</name>
    <message>
        <source>There is one value alone.</source>
        <translation>Es gibt nur einen einzigen Wert.</translation>
    </message>
    <message>
        <source>These are %1 points, and %2 are the most that are drawn here: take fewer values.</source>
        <translation>Das sind %1 Punkte, und höchstens %2 werden hier gezeichnet: Nehmen Sie weniger Werte.</translation>
    </message>
</context>
<context>
    <name>SweepTexts</name>
    <message>
        <source>ideal</source>
        <translation>ideal</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1 nach %2</translation>
    </message>
    <message>
        <source>the same samples for each GPU</source>
        <translation>gleich viele Beispiele je GPU</translation>
    </message>
    <message>
        <source>global batch %1</source>
        <translation>globaler Batch %1</translation>
    </message>
    <message>
        <source>Not simulated yet</source>
        <translation>Noch nicht simuliert</translation>
    </message>
    <message>
        <source>%1 is not known for this kind of GPU</source>
        <translation>%1: für diesen GPU-Typ nicht bekannt</translation>
    </message>
    <message>
        <source>OOM</source>
        <comment>out of memory, in a cell</comment>
        <translation>OOM</translation>
    </message>
    <message>
        <source>%1 GPUs</source>
        <translation>%1 GPUs</translation>
    </message>
    <message>
        <source>%1 stages</source>
        <translation>%1 Stufen</translation>
    </message>
    <message>
        <source>%1 replicas</source>
        <translation>%1 Repliken</translation>
    </message>
    <message>
        <source>%1 chunks on each GPU</source>
        <translation>%1 Chunks auf jeder GPU</translation>
    </message>
    <message>
        <source>%1 micro-batches</source>
        <translation>%1 Mikrobatches</translation>
    </message>
    <message>
        <source>micro-batches of %1</source>
        <translation>Mikrobatches aus %1</translation>
    </message>
    <message>
        <source>a global batch of %1</source>
        <translation>einem globalen Batch von %1</translation>
    </message>
    <message>
        <source>samples of %1 tokens</source>
        <translation>Beispielen aus %1 Token</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>%1 Schichten</translation>
    </message>
    <message>
        <source> and </source>
        <comment>between two settings</comment>
        <translation> und </translation>
    </message>
    <message>
        <source>%1 of %2 points</source>
        <translation>%1 von %2 Punkten</translation>
    </message>
    <message>
        <source>Cancelled after %1 of %2 points</source>
        <translation>Abgebrochen nach %1 von %2 Punkten</translation>
    </message>
    <message>
        <source>%1 points</source>
        <translation>%1 Punkte</translation>
    </message>
    <message>
        <source>Highest with %1: %2</source>
        <translation>Am höchsten mit %1: %2</translation>
    </message>
    <message>
        <source>Lowest with %1: %2</source>
        <translation>Am niedrigsten mit %1: %2</translation>
    </message>
    <message>
        <source>1 GPU</source>
        <translation>1 GPU</translation>
    </message>
    <message>
        <source>1 stage</source>
        <translation>1 Stufe</translation>
    </message>
    <message>
        <source>1 replica</source>
        <translation>1 Replik</translation>
    </message>
    <message>
        <source>1 chunk on each GPU</source>
        <translation>1 Chunk auf jeder GPU</translation>
    </message>
    <message>
        <source>1 micro-batch</source>
        <translation>1 Mikrobatch</translation>
    </message>
    <message>
        <source>samples of 1 token</source>
        <translation>Beispiele mit 1 Token</translation>
    </message>
    <message>
        <source>1 layer</source>
        <translation>1 Schicht</translation>
    </message>
    <message>
        <source>1 point</source>
        <translation>1 Punkt</translation>
    </message>
    <message>
        <source>%1 compares numbers of GPUs, and these points have only one</source>
        <translation>%1 vergleicht Anzahlen von GPUs, und diese Punkte haben nur eine</translation>
    </message>
    <message>
        <source>–: not possible</source>
        <translation>–: nicht möglich</translation>
    </message>
    <message>
        <source>cells in %</source>
        <translation>Zellen in %</translation>
    </message>
    <message>
        <source>*: something else changed, too</source>
        <translation>*: auch anderes hat sich geändert</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>before: %1</source>
        <translation>vorher: %1</translation>
    </message>
    <message>
        <source>+ %1 more</source>
        <translation>+ %1 weitere</translation>
    </message>
    <message>
        <source>pred.</source>
        <translation>vorh.</translation>
    </message>
    <message>
        <source>meas.</source>
        <translation>gem.</translation>
    </message>
    <message>
        <source>busy, measured − predicted</source>
        <translation>aktiv, gemessen − vorhergesagt</translation>
    </message>
    <message>
        <source>No result yet.</source>
        <translation>Noch kein Ergebnis.</translation>
    </message>
    <message numerus="yes">
        <source>%n rows, one per GPU; the step takes %1. W and S zoom, A and D pan, 0 shows all, Shift with arrows selects.</source>
        <translation>
            <numerusform>%n Zeile, eine je GPU; der Schritt dauert %1. W und S zoomen, A und D verschieben, 0 zeigt alles, Umschalt mit Pfeiltasten wählt aus.</numerusform>
            <numerusform>%n Zeilen, eine je GPU; der Schritt dauert %1. W und S zoomen, A und D verschieben, 0 zeigt alles, Umschalt mit Pfeiltasten wählt aus.</numerusform>
        </translation>
    </message>
    <message>
        <source>no groups</source>
        <translation>keine Gruppen</translation>
    </message>
    <message>
        <source>by node</source>
        <translation>nach Knoten</translation>
    </message>
    <message>
        <source>node %1</source>
        <translation>Knoten %1</translation>
    </message>
    <message>
        <source>by stage</source>
        <translation>nach Stufe</translation>
    </message>
    <message>
        <source>stage %1</source>
        <translation>Stufe %1</translation>
    </message>
    <message>
        <source>by replica</source>
        <translation>nach Replik</translation>
    </message>
    <message>
        <source>replica %1</source>
        <translation>Replik %1</translation>
    </message>
    <message>
        <source>%1 GPUs</source>
        <translation>%1 GPUs</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>stage %1 × %2</source>
        <translation>Stufe %1 × %2</translation>
    </message>
    <message>
        <source>all-reduce</source>
        <translation>All-Reduce</translation>
    </message>
    <message>
        <source>Indexing the spans of this step…</source>
        <translation>Die Abschnitte dieses Schritts werden indiziert …</translation>
    </message>
</context>
<context>
    <name>Tips</name>
    <message>
        <source>idle %1</source>
        <translation>Leerlauf %1</translation>
    </message>
    <message>
        <source>idle %1: waiting for %2</source>
        <translation>Leerlauf %1: wartet auf %2</translation>
    </message>
    <message>
        <source>begins at %1, takes %2</source>
        <translation>beginnt bei %1, dauert %2</translation>
    </message>
    <message>
        <source>stage %1</source>
        <translation>Stufe %1</translation>
    </message>
    <message>
        <source>chunk %1, </source>
        <translation>Chunk %1, </translation>
    </message>
    <message>
        <source>stage %1, </source>
        <translation>Stufe %1, </translation>
    </message>
    <message>
        <source>, predicted</source>
        <translation>, vorhergesagt</translation>
    </message>
    <message>
        <source>, measured</source>
        <translation>, gemessen</translation>
    </message>
    <message>
        <source>%1 · %2 of %3</source>
        <translation>%1 · %2, %3</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>von %1 bis %2</translation>
    </message>
</context>
<context>
    <name>TrainControls</name>
    <message>
        <source>gpt, %1 × %2</source>
        <translation>gpt, %1 × %2</translation>
    </message>
    <message>
        <source>8×8 digits, 1,797</source>
        <translation>8×8-Ziffern, 1.797</translation>
    </message>
    <message>
        <source>Handwritten digits, a fifth of them for the test</source>
        <translation>Handgeschriebene Ziffern, ein Fünftel davon für den Test</translation>
    </message>
    <message>
        <source>two spirals</source>
        <translation>zwei Spiralen</translation>
    </message>
    <message>
        <source>Points of two classes that wind around each other</source>
        <translation>Punkte zweier Klassen, die sich umeinander winden</translation>
    </message>
    <message>
        <source>a text of our own</source>
        <translation>ein Text von uns</translation>
    </message>
    <message>
        <source>A gpt learns to go on writing it, byte by byte</source>
        <translation>Ein gpt lernt, ihn Byte für Byte fortzuschreiben</translation>
    </message>
    <message>
        <source>Text file…</source>
        <translation>Textdatei…</translation>
    </message>
    <message>
        <source>A text of yours: a gpt learns to go on writing it</source>
        <translation>Ein eigener Text: Ein gpt lernt, ihn fortzuschreiben</translation>
    </message>
    <message>
        <source>IDX folder…</source>
        <translation>IDX-Ordner…</translation>
    </message>
    <message>
        <source>Images and their labels in the files of MNIST, such as train-images-idx3-ubyte</source>
        <translation>Bilder und ihre Klassen in Dateien wie bei MNIST, etwa train-images-idx3-ubyte</translation>
    </message>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>SGD with momentum</source>
        <translation>SGD mit Momentum</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Network: </source>
        <translation>Netz: </translation>
    </message>
    <message>
        <source>change network</source>
        <translation>Netz ändern</translation>
    </message>
    <message>
        <source>The width of the input and of every layer; of a gpt its blocks. Each layer can be a stage of a pipeline.</source>
        <translation>Die Breite der Eingabe und jeder Schicht; bei einem gpt seine Blöcke. Jede Schicht kann eine Stufe einer Pipeline sein.</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Data: </source>
        <translation>Daten: </translation>
    </message>
    <message>
        <source>change data</source>
        <translation>Daten ändern</translation>
    </message>
    <message>
        <source>What is learned.</source>
        <translation>Was gelernt wird.</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>Optimizer: </source>
        <translation>Optimierer: </translation>
    </message>
    <message>
        <source>change optimizer</source>
        <translation>Optimierer ändern</translation>
    </message>
    <message>
        <source>How gradients change the weights. Momentum and AdamW keep further numbers for each weight.</source>
        <translation>Wie Gradienten die Gewichte ändern. Momentum und AdamW führen für jedes Gewicht weitere Zahlen mit.</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Micro-batches</source>
        <translation>Mikrobatches</translation>
    </message>
    <message>
        <source>Link speed</source>
        <translation>Verbindungstempo</translation>
    </message>
    <message>
        <source>Slow down one worker</source>
        <translation>Einen Worker verlangsamen</translation>
    </message>
    <message>
        <source>needs two or more replicas</source>
        <translation>braucht mindestens zwei Repliken</translation>
    </message>
    <message>
        <source>replicas that divide their states must</source>
        <translation>bei geteilten Zuständen Pflicht</translation>
    </message>
    <message>
        <source>all replicas learn the same</source>
        <translation>alle Repliken lernen dasselbe</translation>
    </message>
    <message>
        <source>each worker learns alone</source>
        <translation>jeder Worker lernt für sich</translation>
    </message>
    <message>
        <source>the order of sums changes no bit</source>
        <translation>die Reihenfolge der Summanden ändert kein Bit</translation>
    </message>
    <message>
        <source>rounding depends on the order</source>
        <translation>Rundung hängt von der Reihenfolge ab</translation>
    </message>
</context>
<context>
    <name>Trainable</name>
    <message>
        <source>Each worker is a thread of this computer: type a whole number from 1 to %1</source>
        <translation>Jeder Worker ist ein Thread dieses Computers: Ganze Zahl von 1 bis %1 eingeben</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>What it learned</source>
        <translation>Was es gelernt hat</translation>
    </message>
    <message>
        <source>Test digits</source>
        <translation>Testziffern</translation>
    </message>
    <message>
        <source>Test pictures</source>
        <translation>Testbilder</translation>
    </message>
    <message>
        <source>Two classes</source>
        <translation>Zwei Klassen</translation>
    </message>
    <message>
        <source>What it writes</source>
        <translation>Was es schreibt</translation>
    </message>
    <message>
        <source>Nothing was learned yet.</source>
        <translation>Noch wurde nichts gelernt.</translation>
    </message>
    <message>
        <source>%1 taken for %2</source>
        <translation>%1 für %2 gehalten</translation>
    </message>
    <message>
        <source>%1: %2. %3.</source>
        <translation>%1: %2. %3.</translation>
    </message>
    <message>
        <source>The plane is divided between two classes of points: %1.</source>
        <translation>Die Ebene ist auf zwei Klassen von Punkten aufgeteilt: %1.</translation>
    </message>
    <message>
        <source>After &quot;%1&quot; the network writes: %2</source>
        <translation>Nach „%1“ schreibt das Netz: %2</translation>
    </message>
    <message>
        <source>Worker %1</source>
        <translation>Worker %1</translation>
    </message>
    <message>
        <source>worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>One worker</source>
        <translation>Ein Worker</translation>
    </message>
    <message>
        <source>Data, pipeline and tensor parallel</source>
        <translation>Daten-, pipeline- und tensorparallel</translation>
    </message>
    <message>
        <source>Pipeline and tensor parallel</source>
        <translation>Pipeline- und tensorparallel</translation>
    </message>
    <message>
        <source>Data and tensor parallel</source>
        <translation>Daten- und tensorparallel</translation>
    </message>
    <message>
        <source>Tensor parallel</source>
        <translation>Tensorparallel</translation>
    </message>
    <message>
        <source>1 worker</source>
        <translation>1 Worker</translation>
    </message>
    <message>
        <source>%1 workers, alone</source>
        <translation>%1 Worker, jeder für sich</translation>
    </message>
    <message>
        <source>%1 workers, %2</source>
        <translation>%1 Worker, %2</translation>
    </message>
    <message>
        <source>first</source>
        <translation>erster</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>rounding</source>
        <translation>Rundung</translation>
    </message>
    <message>
        <source>differ</source>
        <translation>verschieden</translation>
    </message>
    <message>
        <source>not finite</source>
        <translation>nicht endlich</translation>
    </message>
    <message>
        <source>equal to the last bit</source>
        <translation>gleich bis aufs letzte Bit</translation>
    </message>
    <message>
        <source>the same but for rounding</source>
        <translation>gleich bis auf Rundung</translation>
    </message>
    <message>
        <source>losses differ by up to %1</source>
        <translation>Verluste weichen um bis zu %1 ab</translation>
    </message>
    <message>
        <source>diverged at step %1</source>
        <translation>divergiert in Schritt %1</translation>
    </message>
    <message>
        <source>not shared since step %1</source>
        <translation>seit Schritt %1 nicht abgeglichen</translation>
    </message>
    <message>
        <source>%1 of %2 wrong</source>
        <translation>%1 von %2 falsch</translation>
    </message>
    <message>
        <source>At most %1 of activations on %2: %3 are planned, and %4 are the workspace of one pass</source>
        <translation>Höchstens %1 Aktivierungen auf %2: %3 sind geplant, %4 sind der Arbeitsbereich eines Passes</translation>
    </message>
    <message>
        <source>Activations: %1 planned, workspace of one pass %2</source>
        <translation>Aktivierungen: %1 geplant, Arbeitsbereich eines Passes %2</translation>
    </message>
    <message>
        <source>every worker</source>
        <translation>jeder Worker</translation>
    </message>
</context>
<context>
    <name>Tried</name>
    <message>
        <source>%1 schedule</source>
        <translation>%1 Ablauf</translation>
    </message>
    <message>
        <source>%1 schedules</source>
        <translation>%1 Abläufe</translation>
    </message>
    <message>
        <source>%1 way to recompute</source>
        <translation>%1 Art der Neuberechnung</translation>
    </message>
    <message>
        <source>%1 ways to recompute</source>
        <translation>%1 Arten der Neuberechnung</translation>
    </message>
    <message>
        <source>%1 micro-batch size</source>
        <translation>%1 Mikrobatchgröße</translation>
    </message>
    <message>
        <source>%1 micro-batch sizes</source>
        <translation>%1 Mikrobatchgrößen</translation>
    </message>
    <message>
        <source>%1 layout</source>
        <translation>%1 Aufteilung</translation>
    </message>
    <message>
        <source>%1 layouts</source>
        <translation>%1 Aufteilungen</translation>
    </message>
    <message>
        <source>%1 precision</source>
        <translation>%1 Genauigkeit</translation>
    </message>
    <message>
        <source>%1 precisions</source>
        <translation>%1 Genauigkeiten</translation>
    </message>
    <message>
        <source>%1; %2 would be faster but does not fit</source>
        <translation>%1; %2 wäre schneller, passt aber nicht</translation>
    </message>
    <message>
        <source>%1; %2 would be faster but do not fit</source>
        <translation>%1; %2 wären schneller, passen aber nicht</translation>
    </message>
    <message>
        <source>%1 other change</source>
        <translation>%1 andere Änderung</translation>
    </message>
    <message>
        <source>%1 other changes</source>
        <translation>%1 andere Änderungen</translation>
    </message>
</context>
<context>
    <name>Visits</name>
    <message>
        <source>; paired with the %1 of micro-batch %2</source>
        <translation>; gepaart mit %1, Mikrobatch %2</translation>
    </message>
</context>
<context>
    <name>Wait</name>
    <message>
        <source>the other GPUs</source>
        <translation>die anderen GPUs</translation>
    </message>
    <message>
        <source>the gradient of %1</source>
        <translation>den Gradienten von %1</translation>
    </message>
    <message>
        <source>the activation of %1</source>
        <translation>die Aktivierung von %1</translation>
    </message>
    <message>
        <source>its passes are done; the optimizer step waits for %1</source>
        <translation>die eigenen Pässe sind fertig; der Optimiererschritt wartet auf %1</translation>
    </message>
    <message>
        <source>its work is done; %1 is still working</source>
        <translation>die eigene Arbeit ist fertig; %1 arbeitet noch</translation>
    </message>
    <message>
        <source>waiting for %1 before all continue together</source>
        <translation>wartet auf %1, bevor alle gemeinsam weitermachen</translation>
    </message>
    <message>
        <source>waiting for %1, which is slow</source>
        <translation>wartet auf %1, die langsam ist</translation>
    </message>
    <message>
        <source>waiting for %1 from %2, which is slow</source>
        <translation>wartet auf %1 von %2, die langsam ist</translation>
    </message>
    <message>
        <source>waiting for %1 from %2: the link is down</source>
        <translation>wartet auf %1 von %2: die Verbindung ist unterbrochen</translation>
    </message>
    <message>
        <source>waiting for %1 from %2, which is on its way</source>
        <translation>wartet auf %1 von %2 (unterwegs)</translation>
    </message>
    <message>
        <source>waiting for %1 from %2</source>
        <translation>wartet auf %1 von %2</translation>
    </message>
    <message>
        <source>idle %1</source>
        <translation>Leerlauf %1</translation>
    </message>
    <message>
        <source>idle %1: %2</source>
        <translation>Leerlauf %1: %2</translation>
    </message>
    <message>
        <source>idle %1: %2 (%3 of it on the link)</source>
        <translation>Leerlauf %1: %2 (davon %3 auf der Verbindung)</translation>
    </message>
    <message>
        <source>%1 waits for the gradient of %2 from %3: the link is down</source>
        <translation>%1 wartet auf den Gradienten von %2 von %3: die Verbindung ist unterbrochen</translation>
    </message>
    <message>
        <source>%1 waits for the activation of %2 from %3: the link is down</source>
        <translation>%1 wartet auf die Aktivierung von %2 von %3: die Verbindung ist unterbrochen</translation>
    </message>
    <message>
        <source>gradient sync for %1</source>
        <translation>Gradientenabgleich für %1</translation>
    </message>
</context>
<context>
    <name>WhatIf</name>
    <message>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>%1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPUs</translation>
    </message>
    <message>
        <source>%1 GPUs</source>
        <translation>%1 GPUs</translation>
    </message>
    <message>
        <source>1 GPU</source>
        <translation>1 GPU</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>tensor %1</source>
        <translation>Tensor %1</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>%1 stages</source>
        <translation>%1 Stufen</translation>
    </message>
    <message>
        <source>1 stage</source>
        <translation>1 Stufe</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>Repliken</translation>
    </message>
    <message>
        <source>%1 replicas</source>
        <translation>%1 Repliken</translation>
    </message>
    <message>
        <source>1 replica</source>
        <translation>1 Replik</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>context %1</source>
        <translation>Kontext %1</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>Experte</translation>
    </message>
    <message>
        <source>expert %1</source>
        <translation>Experte %1</translation>
    </message>
    <message>
        <source>Sharding</source>
        <translation>Sharding</translation>
    </message>
    <message>
        <source>sharding %1</source>
        <translation>Sharding %1</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Ablaufplan</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>%1 layers</source>
        <translation>%1 Schichten</translation>
    </message>
    <message>
        <source>1 layer</source>
        <translation>1 Schicht</translation>
    </message>
    <message>
        <source>Global batch</source>
        <translation>Globaler Batch</translation>
    </message>
    <message>
        <source>batch %1</source>
        <translation>Batch %1</translation>
    </message>
    <message>
        <source>Micro-batch size</source>
        <translation>Mikrobatch-Größe</translation>
    </message>
    <message>
        <source>micro-batches of %1</source>
        <translation>Mikrobatches zu %1</translation>
    </message>
    <message>
        <source>Micro-batches</source>
        <translation>Mikrobatches</translation>
    </message>
    <message>
        <source>%1 micro-batches</source>
        <translation>%1 Mikrobatches</translation>
    </message>
    <message>
        <source>1 micro-batch</source>
        <translation>1 Mikrobatch</translation>
    </message>
    <message>
        <source>Chunks per GPU</source>
        <translation>Chunks pro GPU</translation>
    </message>
    <message>
        <source>%1 chunks</source>
        <translation>%1 Chunks</translation>
    </message>
    <message>
        <source>1 chunk</source>
        <translation>1 Chunk</translation>
    </message>
    <message>
        <source>Group size</source>
        <translation>Gruppengröße</translation>
    </message>
    <message>
        <source>groups of %1</source>
        <translation>Gruppen zu %1</translation>
    </message>
    <message>
        <source>Activation limit</source>
        <translation>Aktivierungsgrenze</translation>
    </message>
    <message>
        <source>an activation limit of %1</source>
        <translation>Aktivierungsgrenze %1</translation>
    </message>
    <message>
        <source>Layers of each stage</source>
        <translation>Schichten jeder Stufe</translation>
    </message>
    <message>
        <source>layers for %1 stages</source>
        <translation>Schichten für %1 Stufen</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>Platzierung</translation>
    </message>
    <message>
        <source>placement of %1</source>
        <translation>Platzierung von %1</translation>
    </message>
    <message>
        <source>Slow GPUs and links</source>
        <translation>Langsame GPUs und Verbindungen</translation>
    </message>
    <message>
        <source>%1 slow GPUs or links</source>
        <translation>%1 langsame GPUs oder Verbindungen</translation>
    </message>
    <message>
        <source>so that the global batch stays %1</source>
        <translation>damit der globale Batch bei %1 bleibt</translation>
    </message>
    <message>
        <source>so that each replica keeps its %1</source>
        <translation>damit jede Replik ihre %1 behält</translation>
    </message>
    <message>
        <source>because each of %1 replicas needs a sample</source>
        <translation>weil jede von %1 Repliken ein Beispiel braucht</translation>
    </message>
    <message>
        <source>because %1 stages need %2 micro-batches</source>
        <translation>weil %1 Stufen %2 Mikrobatches brauchen</translation>
    </message>
    <message>
        <source>so that %1 replicas get equal shares</source>
        <translation>damit %1 Repliken gleiche Anteile bekommen</translation>
    </message>
    <message>
        <source>so that it divides the %1 of a replica</source>
        <translation>damit %1 einer Replik dadurch teilbar sind</translation>
    </message>
    <message>
        <source>so that it can be cut into %1 equal parts</source>
        <translation>damit %1 gleiche Teile möglich sind</translation>
    </message>
    <message>
        <source>so that it can be cut into micro-batches of %1</source>
        <translation>damit Mikrobatches zu %1 möglich sind</translation>
    </message>
    <message>
        <source>because GPUs that take turns run the batch in one piece</source>
        <translation>weil GPUs, die sich abwechseln, den Batch am Stück rechnen</translation>
    </message>
    <message>
        <source>so that %1 GPUs are used</source>
        <translation>damit %1 GPUs genutzt werden</translation>
    </message>
    <message>
        <source>the product of the degrees</source>
        <translation>das Produkt der Grade</translation>
    </message>
    <message>
        <source>because this split needs %1 GPUs</source>
        <translation>weil diese Aufteilung %1 GPUs braucht</translation>
    </message>
    <message>
        <source>because it must divide %1 attention heads</source>
        <translation>weil %1 Attention-Köpfe dadurch teilbar sein müssen</translation>
    </message>
    <message>
        <source>because the model has %1 layers</source>
        <translation>weil das Modell %1 Schichten hat</translation>
    </message>
    <message>
        <source>because this schedule cannot have replicas</source>
        <translation>weil dieser Ablauf keine Repliken haben kann</translation>
    </message>
    <message>
        <source>because the schedule was made for another shape</source>
        <translation>weil der Ablauf für eine andere Form gemacht wurde</translation>
    </message>
    <message>
        <source>the default of this split</source>
        <translation>die Voreinstellung dieser Aufteilung</translation>
    </message>
    <message>
        <source>layers with a common width of %1</source>
        <translation>Schichten der gemeinsamen Breite %1</translation>
    </message>
    <message>
        <source>%1 attention heads</source>
        <translation>%1 Attention-Köpfe</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Tokens</translation>
    </message>
    <message>
        <source>%1 experts</source>
        <translation>%1 Experten</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>your schedule</source>
        <translation>Ihr Ablaufplan</translation>
    </message>
    <message>
        <source>%1 was reset: it was set for another layout.</source>
        <translation>%1 zurückgesetzt: galt für eine andere Aufteilung.</translation>
    </message>
    <message>
        <source>%1: %2 became %3, %4.</source>
        <translation>%1: %3 statt %2, %4.</translation>
    </message>
    <message>
        <source>%1 gave way: %2 became %3.</source>
        <translation>%1 angepasst: %3 statt %2.</translation>
    </message>
    <message>
        <source>%1 gave way: %2 became %3, %4.</source>
        <translation>%1 angepasst: %3 statt %2, %4.</translation>
    </message>
    <message>
        <source>%1 = %2 replica × %3 × %4</source>
        <translation>%1 = %2 Replik × %3 × %4</translation>
    </message>
    <message>
        <source>%1 = %2 replicas × %3 × %4</source>
        <translation>%1 = %2 Repliken × %3 × %4</translation>
    </message>
    <message>
        <source>Type a number from %1 to %2</source>
        <translation>Eine Zahl von %1 bis %2 eingeben</translation>
    </message>
    <message>
        <source>%1 does not divide %2: type %3</source>
        <translation>%1 teilt %2 nicht: %3 eingeben</translation>
    </message>
    <message>
        <source>%1 replicas cannot share %2: type %3</source>
        <translation>%1 Repliken können sich %2 nicht gleich teilen: %3 eingeben</translation>
    </message>
    <message>
        <source>%1 is not possible here</source>
        <translation>%1 ist hier nicht möglich</translation>
    </message>
    <message>
        <source>%1 is not possible here: type %2</source>
        <translation>%1 ist hier nicht möglich: %2 eingeben</translation>
    </message>
    <message>
        <source>This model has no attention heads to split.</source>
        <translation>Dieses Modell hat keine Attention-Köpfe zum Aufteilen.</translation>
    </message>
    <message>
        <source>The heads of this model cannot be split over %1 GPUs.</source>
        <translation>Die Köpfe dieses Modells lassen sich nicht auf %1 GPUs aufteilen.</translation>
    </message>
    <message>
        <source>Replicas were added, so that %1 GPUs are used.</source>
        <translation>Repliken kamen hinzu, damit %1 GPUs genutzt werden.</translation>
    </message>
    <message>
        <source>%1 GPUs and %2 layers cannot be split this way.</source>
        <translation>%1 GPUs und %2 Schichten lassen sich so nicht aufteilen.</translation>
    </message>
    <message>
        <source>Ctrl+Z: %1</source>
        <translation>Strg+Z: %1</translation>
    </message>
    <message>
        <source>Idle: still %1</source>
        <translation>Leerlauf: weiterhin %1</translation>
    </message>
    <message>
        <source>Idle: %1 → %2</source>
        <translation>Leerlauf: %1 → %2</translation>
    </message>
    <message>
        <source>%1, apart from gradient sync.</source>
        <translation>%1, ohne Gradientenabgleich.</translation>
    </message>
    <message>
        <source>Type a whole number, %1 to %2</source>
        <translation>Ganze Zahl, %1 bis %2</translation>
    </message>
    <message>
        <source>so that one GPU is used</source>
        <translation>damit eine GPU genutzt wird</translation>
    </message>
    <message>
        <source>because the model has one layer</source>
        <translation>weil das Modell eine Schicht hat</translation>
    </message>
</context>
<context>
    <name>Work</name>
    <message>
        <source>forward</source>
        <translation>vorwärts</translation>
    </message>
    <message>
        <source>F</source>
        <translation>F</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>full backward</source>
        <translation>rückwärts (voll)</translation>
    </message>
    <message>
        <source>B (full)</source>
        <translation>B (voll)</translation>
    </message>
    <message>
        <source>B full</source>
        <translation>B voll</translation>
    </message>
    <message>
        <source>Backward</source>
        <translation>Rückwärts</translation>
    </message>
    <message>
        <source>backward (input)</source>
        <translation>rückwärts (Eingabe)</translation>
    </message>
    <message>
        <source>B (input)</source>
        <translation>B (Eingabe)</translation>
    </message>
    <message>
        <source>B in</source>
        <translation>B Eing.</translation>
    </message>
    <message>
        <source>Backward (input)</source>
        <translation>Rückwärts (Eingabe)</translation>
    </message>
    <message>
        <source>backward (weights)</source>
        <translation>rückwärts (Gewichte)</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>recompute</source>
        <translation>Neuberechnung</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Recompute</source>
        <translation>Neuberechnung</translation>
    </message>
    <message>
        <source>optimizer step</source>
        <translation>Optimiererschritt</translation>
    </message>
    <message>
        <source>Optimizer step</source>
        <translation>Optimiererschritt</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>Leerlauf</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Leerlauf</translation>
    </message>
    <message>
        <source>communication</source>
        <translation>Kommunikation</translation>
    </message>
    <message>
        <source>Exchanges data</source>
        <translation>Tauscht Daten aus</translation>
    </message>
    <message>
        <source>Exchanges</source>
        <translation>Tauscht aus</translation>
    </message>
    <message>
        <source>other work</source>
        <translation>andere Arbeit</translation>
    </message>
    <message>
        <source>Other work</source>
        <translation>Andere Arbeit</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Anderes</translation>
    </message>
    <message>
        <source>product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Matrix product</source>
        <translation>Matrixprodukt</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>Kopie</translation>
    </message>
    <message>
        <source>Copies data</source>
        <translation>Kopiert Daten</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>rückwärts</translation>
    </message>
    <message>
        <source>weight gradient</source>
        <translation>Gewichtsgradient</translation>
    </message>
    <message>
        <source>gradient sync</source>
        <translation>Gradientenabgleich</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Token/s</translation>
    </message>
    <message>
        <source>%1 samples/s</source>
        <translation>%1 Beispiele/s</translation>
    </message>
    <message>
        <source>MFU is %1, in A %2.</source>
        <translation>MFU: %1, in A %2.</translation>
    </message>
    <message>
        <source>All GPUs together do %1, in A %2.</source>
        <translation>Alle GPUs zusammen schaffen %1, in A %2.</translation>
    </message>
    <message>
        <source>A GPU of B does as much a second as one of A: %1.</source>
        <translation>Eine GPU von B schafft in der Sekunde so viel wie eine von A: %1.</translation>
    </message>
    <message>
        <source>A GPU of B does %1 more a second: %2, in A %3.</source>
        <translation>Eine GPU von B schafft in der Sekunde %1 mehr: %2, in A %3.</translation>
    </message>
    <message>
        <source>A GPU of B does %1 less a second: %2, in A %3.</source>
        <translation>Eine GPU von B schafft in der Sekunde %1 weniger: %2, in A %3.</translation>
    </message>
    <message>
        <source>The models differ, so neither steps nor tokens are equal work.</source>
        <translation>Die Modelle sind verschieden, daher sind weder Schritte noch Token gleich viel Arbeit.</translation>
    </message>
    <message>
        <source>GPUs are idle for %1 of the step, in A for %2.</source>
        <translation>GPUs warten %1 des Schritts, in A %2.</translation>
    </message>
    <message>
        <source>Both fit: %1 on the fullest GPU, in A %2.</source>
        <translation>Beide passen: %1 auf der vollsten GPU, in A %2.</translation>
    </message>
    <message>
        <source>Their numbers differ in width; what that does to training is not judged.</source>
        <translation>Ihre Zahlen sind verschieden breit; was das für das Training heißt, wird nicht bewertet.</translation>
    </message>
    <message>
        <source>Numbers of B are narrower; what that does to training is not judged.</source>
        <translation>Die Zahlen von B sind schmaler; was das für das Training heißt, wird nicht bewertet.</translation>
    </message>
    <message>
        <source>Numbers of A are narrower; what that does to training is not judged.</source>
        <translation>Die Zahlen von A sind schmaler; was das für das Training heißt, wird nicht bewertet.</translation>
    </message>
    <message>
        <source>MFU is %1 of the %2 peak, in A %3 of the %4 peak.</source>
        <translation>Die MFU ist %1 der %2-Spitzenleistung, in A %3 der %4-Spitzenleistung.</translation>
    </message>
    <message>
        <source>MFU is %1 in both.</source>
        <translation>Die MFU ist in beiden %1.</translation>
    </message>
    <message>
        <source>A trains and B only passes forward, so neither steps nor tokens are equal work.</source>
        <translation>A trainiert, und B rechnet nur vorwärts, deshalb sind weder Schritte noch Token gleich viel Arbeit.</translation>
    </message>
    <message>
        <source>A only passes forward and B trains, so neither steps nor tokens are equal work.</source>
        <translation>A rechnet nur vorwärts, und B trainiert, deshalb sind weder Schritte noch Token gleich viel Arbeit.</translation>
    </message>
    <message>
        <source>The optimizers differ; what that does to training is not judged.</source>
        <translation>Die Optimierer sind verschieden; was das für das Training bedeutet, wird nicht beurteilt.</translation>
    </message>
</context>
<context>
    <name>ui::AdvicePopover</name>
    <message>
        <source>What would help?</source>
        <translation>Was würde helfen?</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>Rat</translation>
    </message>
</context>
<context>
    <name>ui::AgreementView</name>
    <message>
        <source>published, s</source>
        <translation>veröffentlicht, s</translation>
    </message>
    <message>
        <source>predicted, s</source>
        <translation>vorhergesagt, s</translation>
    </message>
    <message>
        <source>Predicted against published</source>
        <translation>Vorhergesagt gegen veröffentlicht</translation>
    </message>
    <message>
        <source>Every point is a published run. On the diagonal the prediction equals it; the thin lines are 10 % away.</source>
        <translation>Jeder Punkt ist ein veröffentlichter Lauf. Auf der Diagonalen stimmt die Vorhersage; die dünnen Linien sind 10 % entfernt.</translation>
    </message>
    <message>
        <source>%1 runs, from %2 to %3 s</source>
        <translation>%1 Läufe, von %2 bis %3 s</translation>
    </message>
</context>
<context>
    <name>ui::AreaPanel</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy the numbers</source>
        <translation>Zahlen kopieren</translation>
    </message>
    <message>
        <source>Zoom to selection</source>
        <translation>Auf Auswahl zoomen</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>How the time in the selected area is spent: of all its GPUs together in percent, of each of them on average in seconds. A part of a span counts for as much of it as lies in the area. Sent is what these GPUs give to others.</source>
        <translation>Wofür die Zeit im ausgewählten Bereich verwendet wird: bei all seinen GPUs zusammen in Prozent, bei jeder von ihnen im Mittel in Sekunden. Ein angeschnittener Abschnitt zählt so weit, wie er im Bereich liegt. Gesendet ist, was diese GPUs an andere geben.</translation>
    </message>
</context>
<context>
    <name>ui::AssumptionsDrawer</name>
    <message>
        <source>Predicting the published runs…</source>
        <translation>Veröffentlichte Läufe werden vorhergesagt…</translation>
    </message>
    <message>
        <source>None of these: work and transfers take what is given for them, and nothing else.</source>
        <translation>Nichts davon: Arbeit und Übertragungen dauern so lange wie angegeben, weiter nichts.</translation>
    </message>
    <message>
        <source>None: model, device and links have a verified source.</source>
        <translation>Nichts: Modell, Gerät und Verbindungen haben eine geprüfte Quelle.</translation>
    </message>
    <message>
        <source>Assumptions</source>
        <translation>Annahmen</translation>
    </message>
    <message>
        <source>What the numbers rest on</source>
        <translation>Worauf die Zahlen beruhen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>How far off?</source>
        <translation>Wie genau?</translation>
    </message>
    <message>
        <source>Modelled</source>
        <translation>Modelliert</translation>
    </message>
    <message>
        <source>Not modelled</source>
        <translation>Nicht modelliert</translation>
    </message>
    <message>
        <source>Not verified</source>
        <translation>Nicht geprüft</translation>
    </message>
    <message>
        <source>Fitted constants</source>
        <translation>Angepasste Konstanten</translation>
    </message>
    <message>
        <source>Published runs like this one (%1) on %2: %3.</source>
        <translation>Veröffentlichte Läufe wie dieser (%1) auf %2: %3.</translation>
    </message>
    <message>
        <source>Published runs like this one (%1) on other cards: %3; on %2 there is none.</source>
        <translation>Veröffentlichte Läufe wie dieser (%1) auf anderen Karten: %3; auf %2 gibt es keinen.</translation>
    </message>
    <message>
        <source>Published runs on %2: %3; none of them is like this one (%1).</source>
        <translation>Veröffentlichte Läufe auf %2: %3; keiner davon ist wie dieser (%1).</translation>
    </message>
    <message>
        <source>No published run resembles this one (%1), and none was made on %2.</source>
        <translation>Kein veröffentlichter Lauf gleicht diesem (%1), und auf %2 gibt es keinen.</translation>
    </message>
    <message>
        <source>Expect the step within %1 on average, within %2 at most.</source>
        <translation>Rechnen Sie für den Schritt mit einem Fehler von %1 im Mittel und höchstens %2.</translation>
    </message>
    <message>
        <source>That is %1 times their error: the constants were chosen with these runs in sight.</source>
        <translation>Das ist das %1-Fache ihres Fehlers: Die Konstanten wurden in Kenntnis dieser Läufe gewählt.</translation>
    </message>
    <message>
        <source>That is %1 times the error of the runs there are: others were that much further off.</source>
        <translation>Das ist das %1-Fache des Fehlers der vorhandenen Läufe: Um so viel weiter daneben lagen andere.</translation>
    </message>
</context>
<context>
    <name>ui::BarMode</name>
    <message>
        <source>%1 is pinned as A</source>
        <translation>%1 ist als A angeheftet</translation>
    </message>
</context>
<context>
    <name>ui::BatchControls</name>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>fixed while the layout changes</source>
        <translation>fest, wenn sich die Aufteilung ändert</translation>
    </message>
    <message>
        <source>Whole batch</source>
        <translation>Ganzer Batch</translation>
    </message>
    <message>
        <source>More GPUs share the same batch: strong scaling. The training itself does not change.</source>
        <translation>Mehr GPUs teilen sich denselben Batch: starke Skalierung. Das Training selbst ändert sich nicht.</translation>
    </message>
    <message>
        <source>Batch per GPU</source>
        <translation>Batch pro GPU</translation>
    </message>
    <message>
        <source>Every replica keeps its share, so more replicas make the batch larger: weak scaling.</source>
        <translation>Jede Replik behält ihren Anteil, mehr Repliken vergrößern also den Batch: schwache Skalierung.</translation>
    </message>
    <message>
        <source>What is fixed in the batch</source>
        <translation>Was am Batch fest ist</translation>
    </message>
    <message>
        <source>Whole batch: the same samples in each step, however many GPUs. Batch per GPU: each replica keeps its samples.</source>
        <translation>Ganzer Batch: in jedem Schritt dieselben Beispiele, egal wie viele GPUs. Batch pro GPU: Jede Replik behält ihre Beispiele.</translation>
    </message>
    <message>
        <source>Two of global batch, micro-batch size and micro-batches are locked while the layout changes, and the unlocked one follows.</source>
        <translation>Von globalem Batch, Mikrobatch-Größe und Mikrobatches sind zwei fixiert, wenn sich die Aufteilung ändert; der dritte Wert folgt.</translation>
    </message>
    <message>
        <source>Locked: the others give way. Click to unlock it.</source>
        <translation>Fixiert: Die anderen geben nach. Klick löst die Fixierung.</translation>
    </message>
    <message>
        <source>Unlocked: it follows from the others. Click to lock it.</source>
        <translation>Frei: Der Wert folgt aus den anderen. Klick fixiert ihn.</translation>
    </message>
</context>
<context>
    <name>ui::BestLayoutMode</name>
    <message>
        <source>take a layout</source>
        <translation>Aufteilung übernehmen</translation>
    </message>
    <message>
        <source>take the best layout</source>
        <translation>Beste Aufteilung übernehmen</translation>
    </message>
    <message>
        <source>Step time against memory</source>
        <translation>Schrittzeit gegen Speicher</translation>
    </message>
</context>
<context>
    <name>ui::BreakdownBar</name>
    <message>
        <source>Where the step goes</source>
        <translation>Wohin der Schritt geht</translation>
    </message>
    <message>
        <source>What the step is spent on, averaged over all GPUs.</source>
        <translation>Wofür der Schritt verwendet wird, gemittelt über alle GPUs.</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>vorwärts</translation>
    </message>
    <message>
        <source>recompute</source>
        <translation>Neuberechnung</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>rückwärts</translation>
    </message>
    <message>
        <source>tensor communication</source>
        <translation>Tensorkommunikation</translation>
    </message>
    <message>
        <source>context communication</source>
        <translation>Kontextkommunikation</translation>
    </message>
    <message>
        <source>expert communication</source>
        <translation>Expertenkommunikation</translation>
    </message>
    <message>
        <source>pipeline communication</source>
        <translation>Pipelinekommunikation</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>Leerlauf</translation>
    </message>
    <message>
        <source>gradient sync</source>
        <translation>Gradientenabgleich</translation>
    </message>
</context>
<context>
    <name>ui::BusyView</name>
    <message>
        <source>Busy share per GPU</source>
        <translation>Aktiver Anteil pro GPU</translation>
    </message>
    <message>
        <source>How every GPU spends the step: kinds of work, and idle time by its cause.</source>
        <translation>Womit jede GPU den Schritt verbringt: Arten von Arbeit und Leerlauf nach Ursache.</translation>
    </message>
    <message>
        <source>whole step</source>
        <translation>ganzer Schritt</translation>
    </message>
    <message>
        <source>Nothing runs, so no GPU is busy.</source>
        <translation>Nichts läuft, also ist keine GPU aktiv.</translation>
    </message>
</context>
<context>
    <name>ui::ChallengePanel</name>
    <message>
        <source>My schedule</source>
        <translation>Mein Ablauf</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Show what is ready</source>
        <translation>Zeigen, was bereit ist</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>Tipp</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Edit the schedule of the scenario that is open</source>
        <translation>Den Ablauf des geöffneten Szenarios bearbeiten</translation>
    </message>
    <message>
        <source>A slot is then the mean forward of a stage, and stages and hops take what the scenario charges for them</source>
        <translation>Ein Takt ist dann der mittlere Vorwärtspass einer Stufe; Stufen und Übertragungen dauern so lange, wie das Szenario dafür ansetzt</translation>
    </message>
    <message>
        <source>Challenges</source>
        <translation>Aufgaben</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>%1 of %2 solved</source>
        <translation>%1 von %2 gelöst</translation>
    </message>
    <message>
        <source>Solved, and nobody can do better: %1 slots is the best of all orders.</source>
        <translation>Gelöst, und besser geht es nicht: %1 Takte sind das Beste aller Reihenfolgen.</translation>
    </message>
    <message>
        <source>Solved. The best of all orders takes %1 slots.</source>
        <translation>Gelöst. Die beste aller Reihenfolgen braucht %1 Takte.</translation>
    </message>
    <message>
        <source>Times of the scenario</source>
        <translation>Zeiten des Szenarios</translation>
    </message>
    <message>
        <source>Your schedule: drag its passes, and use it in the scenario when it is complete.</source>
        <translation>Ihr Ablauf: Ziehen Sie seine Pässe, und verwenden Sie ihn im Szenario, wenn er vollständig ist.</translation>
    </message>
</context>
<context>
    <name>ui::ChallengeRow</name>
    <message>
        <source>Challenge %1: %2</source>
        <translation>Aufgabe %1: %2</translation>
    </message>
    <message>
        <source>%1, solved</source>
        <translation>%1, gelöst</translation>
    </message>
</context>
<context>
    <name>ui::ColourChoiceRow</name>
    <message>
        <source>Colour by</source>
        <translation>Farbe nach</translation>
    </message>
</context>
<context>
    <name>ui::CommandPalette</name>
    <message>
        <source>Theme: %1</source>
        <translation>Design: %1</translation>
    </message>
    <message>
        <source>View   Theme</source>
        <translation>Ansicht   Design</translation>
    </message>
    <message>
        <source>Zoom: %1 %</source>
        <translation>Zoom: %1 %</translation>
    </message>
    <message>
        <source>View   Zoom</source>
        <translation>Ansicht   Zoom</translation>
    </message>
    <message>
        <source>Speed: %1</source>
        <translation>Tempo: %1</translation>
    </message>
    <message>
        <source>Run   Speed</source>
        <translation>Lauf   Tempo</translation>
    </message>
    <message>
        <source>Example   %1</source>
        <translation>Beispiel   %1</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Nothing found for &quot;%1&quot;</source>
        <translation>Nichts gefunden zu „%1“</translation>
    </message>
    <message>
        <source>Controls</source>
        <translation>Bedienelemente</translation>
    </message>
    <message>
        <source>An action, a control, a scenario, a file</source>
        <translation>Eine Aktion, ein Bedienelement, ein Szenario, eine Datei</translation>
    </message>
</context>
<context>
    <name>ui::CompareMode</name>
    <message>
        <source>Nothing is pinned as A. B: %1</source>
        <translation>Nichts ist als A angeheftet. B: %1</translation>
    </message>
    <message>
        <source>A: %1

%2

B: %3</source>
        <translation>A: %1

%2

B: %3</translation>
    </message>
    <message>
        <source>Two set-ups on one clock</source>
        <translation>Zwei Aufbauten mit einer Uhr</translation>
    </message>
</context>
<context>
    <name>ui::ComparePane</name>
    <message>
        <source>Result A</source>
        <translation>Ergebnis A</translation>
    </message>
    <message>
        <source>Result B</source>
        <translation>Ergebnis B</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>peak memory</source>
        <translation>Spitzenspeicher</translation>
    </message>
    <message>
        <source>A recorded run</source>
        <translation>Ein aufgezeichneter Lauf</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>gemessen</translation>
    </message>
    <message>
        <source>each GPU</source>
        <translation>je GPU</translation>
    </message>
    <message>
        <source>MFU</source>
        <translation>MFU</translation>
    </message>
    <message>
        <source>MFU, %1 peak</source>
        <translation>MFU, %1-Spitzenleistung</translation>
    </message>
</context>
<context>
    <name>ui::CompareStrip</name>
    <message>
        <source>Swap A and B</source>
        <translation>A und B tauschen</translation>
    </message>
    <message>
        <source>Copy A to B: start again from A</source>
        <translation>A nach B kopieren: noch einmal von A aus beginnen</translation>
    </message>
    <message>
        <source>Unpin A</source>
        <translation>A lösen</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Same clock time</source>
        <translation>Gleiche Uhrzeit</translation>
    </message>
    <message>
        <source>Both began together; the shorter step waits at its end</source>
        <translation>Beide haben zugleich begonnen; der kürzere Schritt wartet an seinem Ende</translation>
    </message>
    <message>
        <source>Same progress</source>
        <translation>Gleicher Fortschritt</translation>
    </message>
    <message>
        <source>Both are through with the same share of their step</source>
        <translation>Beide haben denselben Anteil ihres Schritts hinter sich</translation>
    </message>
    <message>
        <source>How A and B go on beside each other</source>
        <translation>Wie A und B nebeneinander fortschreiten</translation>
    </message>
</context>
<context>
    <name>ui::ComparisonView</name>
    <message>
        <source>For comparison</source>
        <translation>Zum Vergleich</translation>
    </message>
    <message>
        <source>For comparison: %1, which keeps %2</source>
        <translation>Zum Vergleich: %1, behält %2</translation>
    </message>
    <message>
        <source>%1 slots, %2 idle</source>
        <translation>%1 Takte, %2 Leerlauf</translation>
    </message>
</context>
<context>
    <name>ui::ComputerDialog</name>
    <message>
        <source>&lt;p&gt;Measured on one thread; training runs are predicted from it.&lt;/p&gt;&lt;table cellspacing=4&gt;</source>
        <translation>&lt;p&gt;Auf einem Thread gemessen; Trainingsläufe werden daraus vorhergesagt.&lt;/p&gt;&lt;table cellspacing=4&gt;</translation>
    </message>
    <message>
        <source>curve</source>
        <translation>Kurve</translation>
    </message>
    <message>
        <source>%1 off on average of %2 products</source>
        <translation>im Mittel %1 Abweichung bei %2 Produkten</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>How fast this computer multiplies matrices, copies and hands over, which the prediction of a training run is made from.</source>
        <translation>Wie schnell dieser Computer Matrizen multipliziert, kopiert und übergibt; daraus entsteht die Vorhersage eines Trainingslaufs.</translation>
    </message>
    <message>
        <source>Measuring this computer</source>
        <translation>Diesen Computer messen</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Neu messen</translation>
    </message>
    <message>
        <source>About a second. Best while the computer does nothing else.</source>
        <translation>Etwa eine Sekunde. Am besten, wenn der Computer sonst nichts tut.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Measuring this computer, about a second…</source>
        <translation>Dieser Computer wird gemessen, etwa eine Sekunde…</translation>
    </message>
</context>
<context>
    <name>ui::ControlLocks</name>
    <message>
        <source>The lesson leaves this as it is.</source>
        <translation>Die Lektion lässt das, wie es ist.</translation>
    </message>
</context>
<context>
    <name>ui::ControlPanel</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Overlap gradient sync</source>
        <translation>Gradientenabgleich überlappen</translation>
    </message>
    <message>
        <source>Controls</source>
        <translation>Bedienung</translation>
    </message>
    <message>
        <source>Restores the scenario as it was opened.</source>
        <translation>Stellt das Szenario wieder her, wie es geöffnet wurde.</translation>
    </message>
    <message>
        <source>reset</source>
        <translation>zurücksetzen</translation>
    </message>
    <message>
        <source>How is the work split?</source>
        <translation>Wie ist die Arbeit aufgeteilt?</translation>
    </message>
    <message>
        <source>Data: every GPU holds the whole model and gets a share of the batch. Layers: every GPU holds some of the layers, and they take turns. Pipeline: the same, with the batch in pieces that keep them all busy. Tensor: every GPU holds a part of every layer. Sharded: as Data, with the model divided among the GPUs. Hybrid: several of these at once.</source>
        <translation>Daten: Jede GPU hält das ganze Modell und bekommt einen Teil des Batchs. Schichten: Jede GPU hält einige Schichten, und sie wechseln sich ab. Pipeline: ebenso, aber mit dem Batch in Stücken, die alle aktiv halten. Tensor: Jede GPU hält einen Teil jeder Schicht. Sharding: wie Daten, aber das Modell ist auf die GPUs verteilt. Hybrid: mehreres davon zugleich.</translation>
    </message>
    <message>
        <source>Hardware</source>
        <translation>Hardware</translation>
    </message>
    <message>
        <source>%1: choose from the list. Each row says where it comes from or what it trades off.</source>
        <translation>%1: aus der Liste wählen. Jede Zeile sagt, woher der Wert stammt oder was er abwägt.</translation>
    </message>
    <message>
        <source>Shows or hides less common settings.</source>
        <translation>Zeigt oder verbirgt seltenere Einstellungen.</translation>
    </message>
    <message>
        <source>Sync the gradients of finished layers while the backward pass continues</source>
        <translation>Gradienten fertiger Schichten abgleichen, während der Rückwärtspass weiterläuft</translation>
    </message>
    <message>
        <source>change overlap</source>
        <translation>Überlappung ändern</translation>
    </message>
    <message>
        <source>Grey: left as it is.</source>
        <translation>Grau: bleibt, wie es ist.</translation>
    </message>
</context>
<context>
    <name>ui::CostDialog</name>
    <message>
        <source>Cost of a run</source>
        <translation>Kosten eines Laufs</translation>
    </message>
    <message>
        <source>How long a whole training run takes, and what it costs, from the time of this step. Prices, power and failures are assumptions: change them.</source>
        <translation>Wie lange ein ganzer Trainingslauf dauert und was er kostet, berechnet aus der Zeit dieses Schritts. Preise, Leistung und Ausfälle sind Annahmen: Ändern Sie sie.</translation>
    </message>
    <message>
        <source>GPUs fail</source>
        <translation>GPUs fallen aus</translation>
    </message>
    <message>
        <source>Cost of the run</source>
        <translation>Kosten des Laufs</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>billion tokens</source>
        <translation>Milliarden Tokens</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Unit of the length</source>
        <translation>Einheit der Länge</translation>
    </message>
    <message>
        <source> $ an hour</source>
        <translation> $ pro Stunde</translation>
    </message>
    <message>
        <source> W</source>
        <translation> W</translation>
    </message>
    <message>
        <source>Energy of the whole site over that of its GPUs (PUE)</source>
        <translation>Energie des ganzen Standorts im Verhältnis zu der seiner GPUs (PUE)</translation>
    </message>
    <message>
        <source>Price of a GPU</source>
        <translation>Preis einer GPU</translation>
    </message>
    <message>
        <source>Power of a GPU</source>
        <translation>Leistung einer GPU</translation>
    </message>
    <message>
        <source>Power usage effectiveness</source>
        <translation>Power Usage Effectiveness (PUE)</translation>
    </message>
    <message>
        <source> h</source>
        <translation> h</translation>
    </message>
    <message>
        <source>As measured by Llama 3: 419 interruptions in 54 days on 16,384 GPUs (arXiv:2407.21783, section 3.3.4)</source>
        <translation>Wie bei Llama 3 gemessen: 419 Unterbrechungen in 54 Tagen auf 16.384 GPUs (arXiv:2407.21783, Abschnitt 3.3.4)</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>For which training stands still while a checkpoint is written</source>
        <translation>So lange steht das Training still, während ein Checkpoint geschrieben wird</translation>
    </message>
    <message>
        <source>From a failure until it trains again</source>
        <translation>Von einem Ausfall, bis wieder trainiert wird</translation>
    </message>
    <message>
        <source>the best number of steps</source>
        <translation>die beste Anzahl von Schritten</translation>
    </message>
    <message>
        <source> steps</source>
        <translation> Schritte</translation>
    </message>
    <message>
        <source>Between two failures of one GPU</source>
        <translation>Zwischen zwei Ausfällen einer GPU</translation>
    </message>
    <message>
        <source>Time of a restart</source>
        <translation>Zeit eines Neustarts</translation>
    </message>
    <message>
        <source>A checkpoint every</source>
        <translation>Ein Checkpoint alle</translation>
    </message>
    <message>
        <source>billion samples</source>
        <translation>Milliarden Beispiele</translation>
    </message>
    <message>
        <source>There is no step yet.</source>
        <translation>Es gibt noch keinen Schritt.</translation>
    </message>
    <message>
        <source>Price and power of a GPU</source>
        <translation>Preis und Leistung einer GPU</translation>
    </message>
    <message>
        <source>Writing a checkpoint takes</source>
        <translation>Schreiben eines Checkpoints dauert</translation>
    </message>
</context>
<context>
    <name>ui::CostsModel</name>
    <message>
        <source>Operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>What is done</source>
        <translation>Was getan wird</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Of step</source>
        <translation>Vom Schritt</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Erreicht</translation>
    </message>
    <message>
        <source>Of the device&apos;s peak by its data sheet, or of its memory bandwidth</source>
        <translation>Von der Spitzenleistung des Geräts laut Datenblatt, oder von seiner Speicherbandbreite</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>m × n × k of a product, or the bytes that are moved or sent</source>
        <translation>m × n × k eines Produkts, oder die Bytes, die bewegt oder gesendet werden</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Equal layers that follow each other are one line</source>
        <translation>Gleiche Schichten hintereinander sind eine Zeile</translation>
    </message>
    <message>
        <source>FLOP</source>
        <translation>FLOP</translation>
    </message>
    <message>
        <source>FLOP/byte</source>
        <translation>FLOP/Byte</translation>
    </message>
    <message>
        <source>Of the bytes through the memory</source>
        <translation>Je Byte, das durch den Speicher geht</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Verdeckt</translation>
    </message>
    <message>
        <source>Of the pass; the lines sum to it</source>
        <translation>Des Passes; die Zeilen ergeben ihn zusammen</translation>
    </message>
    <message>
        <source>In all such passes of the step</source>
        <translation>In allen solchen Pässen des Schritts</translation>
    </message>
    <message>
        <source>Computed in one pass</source>
        <translation>In einem Pass berechnet</translation>
    </message>
    <message>
        <source>Beside other work, and no part of the time of the pass</source>
        <translation>Neben anderer Arbeit und kein Teil der Zeit des Passes</translation>
    </message>
</context>
<context>
    <name>ui::CostsView</name>
    <message>
        <source>Stage</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Pass</source>
        <translation>Pass</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Operationen</translation>
    </message>
    <message>
        <source>Stage %1</source>
        <translation>Stufe %1</translation>
    </message>
    <message>
        <source>products</source>
        <translation>Produkte</translation>
    </message>
    <message>
        <source>Operations of a pass</source>
        <translation>Operationen eines Passes</translation>
    </message>
    <message>
        <source>What the time of a pass is made of: products, kernels, collectives and the host. Choose a stage and a pass, or click one on the timeline.</source>
        <translation>Woraus die Zeit eines Passes besteht: Produkte, Kernel, kollektive Operationen und der Host. Wählen Sie eine Stufe und einen Pass, oder klicken Sie einen auf der Zeitachse an.</translation>
    </message>
    <message>
        <source>%1 a pass, %2 pass, %3 of the step</source>
        <translation>%1 je Pass, %2 Pass, %3 des Schritts</translation>
    </message>
    <message>
        <source>%1 a pass, %2 passes, %3 of the step</source>
        <translation>%1 je Pass, %2 Pässe, %3 des Schritts</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Attention</translation>
    </message>
</context>
<context>
    <name>ui::CoverCard</name>
    <message>
        <source>hidden until you predict</source>
        <translation>verdeckt bis zur Vorhersage</translation>
    </message>
</context>
<context>
    <name>ui::CurveEditor</name>
    <message>
        <source>Draw how the curve goes on: click or drag at each point, or move it with the arrow keys.</source>
        <translation>Zeichnen Sie, wie die Kurve weitergeht: an jedem Punkt klicken oder ziehen oder ihn mit den Pfeiltasten bewegen.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Curve. %1</source>
        <translation>Kurve. %1</translation>
    </message>
</context>
<context>
    <name>ui::DataFiles</name>
    <message>
        <source>Learn images of a folder in IDX form</source>
        <translation>Bilder eines Ordners im IDX-Format lernen</translation>
    </message>
    <message>
        <source>Learn a text</source>
        <translation>Einen Text lernen</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md *.tex *.rst *.html)</source>
        <translation>Texte (*.txt *.md *.tex *.rst *.html)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>change data</source>
        <translation>Daten ändern</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>Einlesen: %1…</translation>
    </message>
</context>
<context>
    <name>ui::DeviceInspector</name>
    <message>
        <source>%1 in detail</source>
        <translation>%1 im Detail</translation>
    </message>
    <message>
        <source>This GPU is no longer part of the scenario.</source>
        <translation>Diese GPU gehört nicht mehr zum Szenario.</translation>
    </message>
</context>
<context>
    <name>ui::EditorMode</name>
    <message>
        <source>Use in the scenario</source>
        <translation>Im Szenario verwenden</translation>
    </message>
    <message>
        <source>The scenario has no schedule that could be edited yet.</source>
        <translation>Das Szenario hat noch keinen Ablauf, der sich bearbeiten ließe.</translation>
    </message>
    <message>
        <source>The schedule of this scenario has %1 visits; at most %2 can be edited by hand. Choose fewer stages or micro-batches.</source>
        <translation>Der Ablauf dieses Szenarios hat %1 Besuche; von Hand lassen sich höchstens %2 bearbeiten. Wählen Sie weniger Stufen oder Mikrobatches.</translation>
    </message>
    <message>
        <source>A schedule without backward passes cannot be edited.</source>
        <translation>Ein Ablauf ohne Rückwärtspässe lässt sich nicht bearbeiten.</translation>
    </message>
    <message>
        <source>Edited: %1</source>
        <translation>Bearbeitet: %1</translation>
    </message>
    <message>
        <source>The model of the scenario cannot be cut into %1 stages: choose another model.</source>
        <translation>Das Modell des Szenarios lässt sich nicht in %1 Stufen teilen: Wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>edited schedule</source>
        <translation>bearbeiteter Ablauf</translation>
    </message>
    <message>
        <source>The schedule was written to %1, one line per rank.</source>
        <translation>Der Ablauf wurde in %1 geschrieben, eine Zeile je Rang.</translation>
    </message>
    <message>
        <source>Save the schedule</source>
        <translation>Den Ablauf speichern</translation>
    </message>
    <message>
        <source>PyTorch schedules (*.csv)</source>
        <translation>PyTorch-Abläufe (*.csv)</translation>
    </message>
    <message>
        <source>%1 stages, %2 micro-batches. %3</source>
        <translation>%1 Stufen, %2 Mikrobatches. %3</translation>
    </message>
    <message>
        <source>%1 slots, bound %2, %3 % idle, %4 kept. %5</source>
        <translation>%1 Takte, Schranke %2, %3 % Leerlauf, %4 behalten. %5</translation>
    </message>
    <message>
        <source>Schedule editor</source>
        <translation>Ablaufeditor</translation>
    </message>
    <message>
        <source>%1 stages, %2 micro-batch. %3</source>
        <translation>%1 Stufen, %2 Mikrobatch. %3</translation>
    </message>
</context>
<context>
    <name>ui::EditorTools</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Split backward</source>
        <translation>Rückwärtspass teilen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Fill in the rest</source>
        <translation>Rest ergänzen</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV speichern…</translation>
    </message>
    <message>
        <source>Join backward</source>
        <translation>Rückwärtspass zusammenfügen</translation>
    </message>
    <message>
        <source>%1, from slot %2</source>
        <translation>%1, ab Takt %2</translation>
    </message>
    <message>
        <source>Nothing is ready on %1</source>
        <translation>%1: nichts ist bereit</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>ui::EventsModel</name>
    <message>
        <source>%1 on %2, takes %3</source>
        <translation>%1 auf %2, dauert %3</translation>
    </message>
    <message>
        <source>Starts at</source>
        <translation>Beginnt bei</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Pass</source>
        <translation>Pass</translation>
    </message>
    <message>
        <source>%1 of replica %2</source>
        <translation>%1 von Replik %2</translation>
    </message>
    <message>
        <source>Micro-batch</source>
        <translation>Mikrobatch</translation>
    </message>
</context>
<context>
    <name>ui::EventsView</name>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Everything that happens in the step, in order. Choose an event to go to its moment.</source>
        <translation>Alles, was im Schritt geschieht, der Reihe nach. Wählen Sie ein Ereignis, um zu seinem Zeitpunkt zu gehen.</translation>
    </message>
    <message>
        <source>The events are being listed …</source>
        <translation>Die Ereignisse werden aufgelistet …</translation>
    </message>
</context>
<context>
    <name>ui::ExportDialog</name>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>Fit the height to the content</source>
        <translation>Höhe an den Inhalt anpassen</translation>
    </message>
    <message>
        <source>Mark the current moment</source>
        <translation>Jetzigen Zeitpunkt markieren</translation>
    </message>
    <message>
        <source>Export a picture</source>
        <translation>Bild exportieren</translation>
    </message>
    <message>
        <source>%1×</source>
        <translation>%1×</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Druck</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>The whole step</source>
        <translation>Der ganze Schritt</translation>
    </message>
    <message>
        <source>As shown</source>
        <translation>Wie gezeigt</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>How long a film plays, which is saved as %1.</source>
        <translation>Wie lange ein Film läuft, der als %1 gespeichert wird.</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Picture of</source>
        <translation>Bild von</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Auflösung</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Length of a film</source>
        <translation>Länge des Films</translation>
    </message>
    <message>
        <source>The picture carries its scenario: dropped on the window, it opens.</source>
        <translation>Das Bild enthält sein Szenario: Auf dem Fenster abgelegt, öffnet es sich.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>What the picture shows, its size in logical pixels, how many image pixels each of them gets, and its colours; the preview is the picture scaled down.</source>
        <translation>Was das Bild zeigt, seine Größe in logischen Pixeln, wie viele Bildpixel auf jedes davon kommen, und seine Farben; die Vorschau ist das verkleinerte Bild.</translation>
    </message>
    <message>
        <source>There is no result to draw yet.</source>
        <translation>Es gibt noch kein Ergebnis zu zeichnen.</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>%1 pictures (*.%2)</source>
        <translation>%1-Bilder (*.%2)</translation>
    </message>
    <message>
        <source>%1 films (*.%2)</source>
        <translation>%1-Filme (*.%2)</translation>
    </message>
    <message>
        <source>The name of the file ends in no format that can be written; there are %1, of films %2.</source>
        <translation>Die Endung des Dateinamens steht für kein Format, das geschrieben werden kann; möglich sind %1, für Filme %2.</translation>
    </message>
    <message>
        <source>One film is being made already.</source>
        <translation>Es wird schon ein Film erstellt.</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>Abgebrochen; nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>The picture is on the clipboard: %1 × %2 pixels.</source>
        <translation>Das Bild ist in der Zwischenablage: %1 × %2 Pixel.</translation>
    </message>
</context>
<context>
    <name>ui::FiguresPanel</name>
    <message>
        <source>So far</source>
        <translation>Bisher</translation>
    </message>
    <message>
        <source>no named schedule</source>
        <translation>kein benannter Ablauf</translation>
    </message>
    <message>
        <source>no named schedule so far</source>
        <translation>bisher kein benannter Ablauf</translation>
    </message>
    <message>
        <source>Makespan</source>
        <translation>Gesamtdauer</translation>
    </message>
    <message>
        <source>Makespan, rest filled in</source>
        <translation>Gesamtdauer, Rest ergänzt</translation>
    </message>
    <message>
        <source>Makespan so far</source>
        <translation>Gesamtdauer bisher</translation>
    </message>
    <message>
        <source>slots</source>
        <translation>Takte</translation>
    </message>
    <message>
        <source>lower bound %1 · %2 over, %3 %</source>
        <translation>untere Schranke %1 · %2 darüber, %3 %</translation>
    </message>
    <message>
        <source>lower bound %1</source>
        <translation>untere Schranke %1</translation>
    </message>
    <message>
        <source>Idle (bubble)</source>
        <translation>Leerlauf (Bubble)</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>%1 of %2 slots so far</source>
        <translation>bisher %1 von %2 Takten</translation>
    </message>
    <message>
        <source>Kept at most</source>
        <translation>Höchstens behalten</translation>
    </message>
    <message>
        <source>of %1 allowed</source>
        <translation>von %1 erlaubten</translation>
    </message>
    <message>
        <source>micro-batches</source>
        <translation>Mikrobatches</translation>
    </message>
    <message>
        <source>%1 from slot %2</source>
        <translation>%1 ab Takt %2</translation>
    </message>
    <message>
        <source>Recognised as %1</source>
        <translation>Erkannt als %1</translation>
    </message>
    <message>
        <source>bound %1</source>
        <translation>Schranke %1</translation>
    </message>
    <message>
        <source>goal %1</source>
        <translation>Ziel %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Recognised as</source>
        <translation>Erkannt als</translation>
    </message>
    <message>
        <source>Distance from the bound</source>
        <translation>Abstand zur Schranke</translation>
    </message>
    <message>
        <source>The lower bound is what no order of this shape can beat: some stage cannot begin before its first forward arrives, and then has all its passes to do. &quot;Rest filled in&quot; is a greedy completion, not a bound.</source>
        <translation>Die untere Schranke kann keine Reihenfolge dieser Form unterbieten: Irgendeine Stufe kann nicht beginnen, bevor ihr erster Vorwärtspass ankommt, und hat dann noch alle ihre Pässe vor sich. „Rest ergänzt“ ist eine gierige Vervollständigung, keine Schranke.</translation>
    </message>
    <message>
        <source>%1 of %2 passes</source>
        <translation>%1 von %2 Pässen</translation>
    </message>
    <message>
        <source>Critical path: %1 passes, underlined</source>
        <translation>Kritischer Pfad: %1 Pässe, unterstrichen</translation>
    </message>
</context>
<context>
    <name>ui::FilmProgress</name>
    <message>
        <source>Painting %1</source>
        <translation>Zeichnen: %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Export a film</source>
        <translation>Film exportieren</translation>
    </message>
</context>
<context>
    <name>ui::GridView</name>
    <message>
        <source>Schedule</source>
        <translation>Ablaufplan</translation>
    </message>
    <message>
        <source>Ready: %1. Click to place it.</source>
        <translation>Bereit: %1. Zum Platzieren klicken.</translation>
    </message>
    <message>
        <source>Each row is a stage, each cell a pass of a micro-batch, as early as its input allows. Drag a pass to another place in its row, or select it with the arrow keys and move it with Shift and an arrow. Insert or a click places a dashed pass, S splits a backward or joins it again, Delete takes a pass out, with Shift everything that needs it too. The underlined passes are the critical path: they determine when the step ends.</source>
        <translation>Jede Zeile ist eine Stufe, jede Zelle ein Pass eines Mikrobatches, so früh, wie seine Eingabe es erlaubt. Ziehen Sie einen Pass an eine andere Stelle seiner Zeile, oder wählen Sie ihn mit den Pfeiltasten aus und verschieben Sie ihn mit Umschalt und einem Pfeil. Einfg oder ein Klick platziert einen gestrichelten Pass, S teilt einen Rückwärtspass oder fügt ihn wieder zusammen, Entf nimmt einen Pass heraus, mit Umschalt auch alles, was ihn braucht. Die unterstrichenen Pässe sind der kritische Pfad: Sie bestimmen, wann der Schritt endet.</translation>
    </message>
</context>
<context>
    <name>ui::HelpOverlay</name>
    <message>
        <source>Drag</source>
        <translation>Ziehen</translation>
    </message>
    <message>
        <source>moves the playhead</source>
        <translation>bewegt die Abspielmarke</translation>
    </message>
    <message>
        <source>Shift+drag</source>
        <translation>Umschalt+Ziehen</translation>
    </message>
    <message>
        <source>selects GPUs and time; with Alt without snapping</source>
        <translation>wählt GPUs und Zeit aus, mit Alt ohne Einrasten</translation>
    </message>
    <message>
        <source>Side of the selection</source>
        <translation>Rand der Auswahl</translation>
    </message>
    <message>
        <source>can be dragged</source>
        <translation>lässt sich ziehen</translation>
    </message>
    <message>
        <source>Ctrl+drag</source>
        <translation>Strg+Ziehen</translation>
    </message>
    <message>
        <source>measures</source>
        <translation>misst</translation>
    </message>
    <message>
        <source>Wheel, pinch</source>
        <translation>Mausrad, Zweifingerzoom</translation>
    </message>
    <message>
        <source>zooms at the pointer</source>
        <translation>zoomt am Mauszeiger</translation>
    </message>
    <message>
        <source>Shift+wheel</source>
        <translation>Umschalt+Mausrad</translation>
    </message>
    <message>
        <source>pans; over the labels the wheel scrolls rows</source>
        <translation>verschiebt; über den Beschriftungen blättert das Rad in den Zeilen</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>Rechte Taste ziehen</translation>
    </message>
    <message>
        <source>pans time and rows</source>
        <translation>verschiebt Zeit und Zeilen</translation>
    </message>
    <message>
        <source>Middle drag</source>
        <translation>Mittlere Taste ziehen</translation>
    </message>
    <message>
        <source>zooms to what it goes over</source>
        <translation>zoomt auf den überstrichenen Bereich</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>Rechtsklick</translation>
    </message>
    <message>
        <source>opens the menu of the timeline</source>
        <translation>öffnet das Menü der Zeitachse</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>shows the whole step</source>
        <translation>zeigt den ganzen Schritt</translation>
    </message>
    <message>
        <source>Click on a label</source>
        <translation>Klick auf eine Beschriftung</translation>
    </message>
    <message>
        <source>selects the GPU, collapses a group</source>
        <translation>wählt die GPU aus, klappt eine Gruppe zu</translation>
    </message>
    <message>
        <source>Shift+arrows</source>
        <translation>Umschalt+Pfeile</translation>
    </message>
    <message>
        <source>select, while the timeline has the focus</source>
        <translation>wählen aus, solange die Zeitachse den Fokus hat</translation>
    </message>
    <message>
        <source>W A S D</source>
        <translation>W A S D</translation>
    </message>
    <message>
        <source>zoom and pan, by their place on the keyboard</source>
        <translation>zoomen und verschieben, nach ihrer Lage auf der Tastatur</translation>
    </message>
    <message>
        <source>Keys and mouse of the timeline</source>
        <translation>Tasten und Maus der Zeitachse</translation>
    </message>
    <message>
        <source>Timeline: mouse and fingers</source>
        <translation>Zeitachse: Maus und Finger</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
</context>
<context>
    <name>ui::IdeaRow</name>
    <message>
        <source>Try: %1. %2, %3</source>
        <translation>Versuchen: %1. %2, %3</translation>
    </message>
    <message>
        <source>Try: %1</source>
        <translation>Versuchen: %1</translation>
    </message>
</context>
<context>
    <name>ui::IdeasPanel</name>
    <message>
        <source>What would help?</source>
        <translation>Was würde helfen?</translation>
    </message>
    <message>
        <source>Changes that would shorten this step or free memory, each one simulated. Click one to apply it; Undo takes it back.</source>
        <translation>Änderungen, die diesen Schritt verkürzen oder Speicher frei machen würden, jede simuliert. Ein Klick wendet sie an; Rückgängig nimmt sie zurück.</translation>
    </message>
    <message>
        <source>1 idea</source>
        <translation>1 Idee</translation>
    </message>
    <message>
        <source>%1 ideas</source>
        <translation>%1 Ideen</translation>
    </message>
    <message>
        <source>Nothing better among %1.</source>
        <translation>Nichts Besseres unter %1.</translation>
    </message>
    <message>
        <source>There is nothing to try here.</source>
        <translation>Hier gibt es nichts zu versuchen.</translation>
    </message>
    <message>
        <source>Trying ideas…</source>
        <translation>Ideen werden erprobt…</translation>
    </message>
    <message>
        <source>The model has to fit first.</source>
        <translation>Zuerst muss das Modell passen.</translation>
    </message>
    <message>
        <source>Search the whole space</source>
        <translation>Ganzen Raum durchsuchen</translation>
    </message>
    <message>
        <source>Compare every valid layout for this model, batch and GPUs, in the background; the best three are proved</source>
        <translation>Jede gültige Aufteilung für dieses Modell, diesen Batch und diese GPUs im Hintergrund vergleichen; die besten drei sind bewiesen</translation>
    </message>
</context>
<context>
    <name>ui::KernelRulesDialog</name>
    <message>
        <source>Kinds of kernels</source>
        <translation>Arten von Kernels</translation>
    </message>
    <message>
        <source>The first line whose pattern is the whole name of a kernel says its kind. * stands for anything, capitals do not matter, and what no line matches is &quot;other&quot;.</source>
        <translation>Die erste Zeile, deren Muster auf den ganzen Namen eines Kernels passt, nennt seine Art. * steht für Beliebiges, Großschreibung ist egal, und worauf keine Zeile passt, ist „other“.</translation>
    </message>
    <message>
        <source>Rules, one a line</source>
        <translation>Regeln, eine pro Zeile</translation>
    </message>
    <message>
        <source>Read again with these</source>
        <translation>Damit neu einlesen</translation>
    </message>
</context>
<context>
    <name>ui::KeyboardDialog</name>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>New shortcut for the chosen action:</source>
        <translation>Neues Tastenkürzel der gewählten Aktion:</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Zuweisen</translation>
    </message>
    <message>
        <source>Choose an action, press its new keys, then Assign. Restore Defaults resets every shortcut. The keys of a single mode, at the end, stay as they are.</source>
        <translation>Aktion wählen, neue Tasten drücken, dann „Zuweisen“. „Standard wiederherstellen“ setzt alle Tastenkürzel zurück. Die Tasten einzelner Modi am Ende bleiben, wie sie sind.</translation>
    </message>
</context>
<context>
    <name>ui::KpiStrip</name>
    <message>
        <source>Assumptions: what these figures rest on, and how far off they may be</source>
        <translation>Annahmen: worauf diese Werte beruhen und wie genau sie sind</translation>
    </message>
    <message>
        <source>Headline numbers</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>Click: what this figure rests on, and how far off it may be</source>
        <translation>Klick: worauf dieser Wert beruht und wie genau er ist</translation>
    </message>
    <message>
        <source>Click: the next of the three definitions, outlined on the timeline</source>
        <translation>Klick: die nächste der drei Definitionen, auf der Zeitachse umrandet</translation>
    </message>
    <message>
        <source>Step time: from the start of a step to the end of its slowest GPU; ideal finish: what the busiest GPU would take alone. Busy, idle and gradient sync are shares of the whole step, averaged over the GPUs; textbook: the idle share that papers give for equal stages with the same schedule. Peak memory: of the fullest GPU. The arrow keys go from number to number, each with its formula.</source>
        <translation>Schrittzeit: vom Beginn eines Schritts bis zum Ende seiner langsamsten GPU; ideales Ende: was die am stärksten ausgelastete GPU allein brauchen würde. Aktiv, Leerlauf und Gradientenabgleich sind Anteile am ganzen Schritt, gemittelt über die GPUs; Lehrbuch: der Leerlauf, den Papers für gleiche Stufen mit demselben Ablauf angeben. Spitzenspeicher: der vollsten GPU. Die Pfeiltasten gehen von Zahl zu Zahl, jede mit ihrer Formel.</translation>
    </message>
</context>
<context>
    <name>ui::LaunchDialog</name>
    <message>
        <source>Devices, all nodes together</source>
        <translation>Geräte, alle Knoten zusammen</translation>
    </message>
    <message>
        <source>Vocabulary, rows of the embedding</source>
        <translation>Vokabular, Zeilen des Embeddings</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Start of %1</source>
        <translation>Start von %1</translation>
    </message>
    <message>
        <source>%1 leaves this to whoever starts it. Nothing of it is run.</source>
        <translation>%1 überlässt das dem Aufruf beim Start. Nichts davon wird ausgeführt.</translation>
    </message>
</context>
<context>
    <name>ui::LaunchExportDialog</name>
    <message>
        <source>Export launch configuration</source>
        <translation>Startkonfiguration exportieren</translation>
    </message>
    <message>
        <source>What a framework is started with to train this scenario. It is read again before it is shown: what would then be another scenario is named below.</source>
        <translation>Womit ein Framework gestartet wird, um dieses Szenario zu trainieren. Vor dem Anzeigen wird es wieder eingelesen: Was danach ein anderes Szenario wäre, steht unten.</translation>
    </message>
    <message>
        <source>Framework</source>
        <translation>Framework</translation>
    </message>
    <message>
        <source>Text of the file</source>
        <translation>Text der Datei</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>What differs, and how it is started</source>
        <translation>Was abweicht und wie es gestartet wird</translation>
    </message>
    <message>
        <source>Not as here: %1</source>
        <translation>Anders als hier: %1</translation>
    </message>
    <message>
        <source>Save the launch configuration</source>
        <translation>Die Startkonfiguration speichern</translation>
    </message>
    <message>
        <source>The launch configuration was written to %1.</source>
        <translation>Die Startkonfiguration wurde in %1 geschrieben.</translation>
    </message>
</context>
<context>
    <name>ui::LayoutChart</name>
    <message>
        <source>Layouts by memory and step</source>
        <translation>Aufteilungen nach Speicher und Schritt</translation>
    </message>
    <message>
        <source>Each dot is a layout that was simulated: the further down, the faster; the further left, the less memory it needs. The steps join those that no other beats in both. A cross does not fit. Click one to take it.</source>
        <translation>Jeder Punkt ist eine Aufteilung, die simuliert wurde: je weiter unten, desto schneller; je weiter links, desto weniger Speicher braucht sie. Die Stufen verbinden die, die keine andere in beidem schlägt. Ein Kreuz passt nicht. Ein Klick übernimmt eine.</translation>
    </message>
    <message>
        <source>Idea %1</source>
        <translation>Idee %1</translation>
    </message>
    <message>
        <source>Chosen now</source>
        <translation>Jetzt gewählt</translation>
    </message>
</context>
<context>
    <name>ui::LayoutIdeas</name>
    <message>
        <source>Best layouts</source>
        <translation>Beste Aufteilungen</translation>
    </message>
    <message>
        <source>The fastest layout of the whole space, and the next ones that free memory. None is beaten by any other in both time and memory. A press takes one; undo brings the former back.</source>
        <translation>Die schnellste Aufteilung des ganzen Raums und die nächsten, die Speicher frei machen. Keine wird von einer anderen in Zeit und Speicher zugleich geschlagen. Ein Druck übernimmt eine; Rückgängig bringt die vorige zurück.</translation>
    </message>
    <message>
        <source>Memory that stays free</source>
        <translation>Speicher, der frei bleibt</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Keep free: </source>
        <translation>Frei lassen: </translation>
    </message>
    <message>
        <source>Memory of each GPU that no layout may need: allocators leave gaps, and a simulation is not a measurement</source>
        <translation>Speicher jeder GPU, den kein Layout belegen darf: Speicherverwalter lassen Lücken, und eine Simulation ist keine Messung</translation>
    </message>
</context>
<context>
    <name>ui::LayoutPane</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>Repliken</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>Experten</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Ablaufplan</translation>
    </message>
    <message>
        <source>Chunks</source>
        <translation>Chunks</translation>
    </message>
    <message>
        <source>Micro-batch</source>
        <translation>Mikrobatch</translation>
    </message>
    <message>
        <source>Sharding</source>
        <translation>Sharding</translation>
    </message>
    <message>
        <source>Recomputation</source>
        <translation>Neuberechnung</translation>
    </message>
    <message>
        <source>Layouts that were looked at</source>
        <translation>Angesehene Aufteilungen</translation>
    </message>
    <message>
        <source>Step time against memory</source>
        <translation>Schrittzeit gegen Speicher</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Each layout as a dot</source>
        <translation>Jede Aufteilung als Punkt</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Each layout as a row</source>
        <translation>Jede Aufteilung als Zeile</translation>
    </message>
    <message>
        <source>How the layouts are shown</source>
        <translation>Wie die Aufteilungen gezeigt werden</translation>
    </message>
    <message>
        <source>Last stage</source>
        <translation>Letzte Stufe</translation>
    </message>
    <message>
        <source>May change</source>
        <translation>Darf sich ändern</translation>
    </message>
    <message>
        <source>Choose what may change…</source>
        <translation>Wählen, was sich ändern darf…</translation>
    </message>
</context>
<context>
    <name>ui::LayoutRow</name>
    <message>
        <source>Take this layout; undo brings the former one back</source>
        <translation>Diese Aufteilung übernehmen; Rückgängig bringt die vorige zurück</translation>
    </message>
    <message>
        <source>Idea %1: %2. %3</source>
        <translation>Idee %1: %2. %3</translation>
    </message>
</context>
<context>
    <name>ui::LearnedView</name>
    <message>
        <source>What the network has learned</source>
        <translation>Was das Netz gelernt hat</translation>
    </message>
    <message>
        <source>How the network answers on data that it does not train on. Of pictures the answer stands below, with a cross where it is wrong. Of points the colour of the plane is the answer. Of text: what the network writes.</source>
        <translation>Wie das Netz bei Daten antwortet, mit denen es nicht trainiert. Bei Bildern steht die Antwort darunter, mit einem Kreuz, wo sie falsch ist. Bei Punkten ist die Farbe der Ebene die Antwort. Bei Text: was das Netz schreibt.</translation>
    </message>
    <message>
        <source>%1, and the network says so</source>
        <translation>%1, und das Netz sagt es auch</translation>
    </message>
    <message>
        <source>%1, which the network takes for %2</source>
        <translation>%1, vom Netz für %2 gehalten</translation>
    </message>
</context>
<context>
    <name>ui::LearningChart</name>
    <message>
        <source>Loss by step</source>
        <translation>Verlust pro Schritt</translation>
    </message>
    <message>
        <source>Accuracy by step</source>
        <translation>Trefferquote pro Schritt</translation>
    </message>
    <message>
        <source>How far the answers of the network are from the right ones, on the samples of each step before the weights are changed. Runs that were kept lie beneath, drawn wider.</source>
        <translation>Wie weit die Antworten des Netzes von den richtigen entfernt sind, an den Beispielen jedes Schritts, bevor die Gewichte geändert werden. Behaltene Läufe liegen darunter, breiter gezeichnet.</translation>
    </message>
    <message>
        <source>How many of the test samples, which the network does not train on, it answers rightly; of a text, which has none, how many bytes of the last batch it foretold.</source>
        <translation>Wie viele der Testbeispiele, mit denen das Netz nicht trainiert, es richtig beantwortet; bei einem Text, der keine hat, wie viele Bytes des letzten Batchs es vorhergesagt hat.</translation>
    </message>
    <message>
        <source>of the samples that are trained on</source>
        <translation>der Beispiele, mit denen trainiert wird</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <source>Batch accuracy</source>
        <translation>Trefferquote im Batch</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
</context>
<context>
    <name>ui::LegendStrip</name>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
    <message>
        <source>Circles: forward. Diamonds: backward. Numbers alone: weights.</source>
        <translation>Kreise: vorwärts. Rauten: rückwärts. Nur Zahlen: Gewichte.</translation>
    </message>
</context>
<context>
    <name>ui::LegendView</name>
    <message>
        <source>What the colours and patterns of the timeline stand for.</source>
        <translation>Wofür die Farben und Muster der Zeitachse stehen.</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
</context>
<context>
    <name>ui::LessonCourse</name>
    <message>
        <source>Set-up of the lesson</source>
        <translation>Aufbau der Lektion</translation>
    </message>
    <message>
        <source>What the lesson asks for</source>
        <translation>Was die Lektion verlangt</translation>
    </message>
</context>
<context>
    <name>ui::LessonHead</name>
    <message>
        <source>All lessons</source>
        <translation>Alle Lektionen</translation>
    </message>
    <message>
        <source>What was done of this lesson is kept</source>
        <translation>Was von dieser Lektion bearbeitet ist, bleibt erhalten</translation>
    </message>
    <message>
        <source>Lesson %1 of %2</source>
        <translation>Lektion %1 von %2</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Lektion</translation>
    </message>
</context>
<context>
    <name>ui::LessonList</name>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>Each takes a few minutes. You predict first, then watch what really happens.</source>
        <translation>Jede dauert ein paar Minuten. Erst sagen Sie vorher, dann sehen Sie, was wirklich geschieht.</translation>
    </message>
    <message>
        <source>Folder of your lessons…</source>
        <translation>Ordner für Ihre Lektionen…</translation>
    </message>
    <message>
        <source>Your lessons</source>
        <translation>Ihre Lektionen</translation>
    </message>
    <message>
        <source>Lessons that lie there are listed here: see &quot;parallarium check&quot;.</source>
        <translation>Lektionen, die dort liegen, stehen hier in der Liste: siehe „parallarium check“.</translation>
    </message>
</context>
<context>
    <name>ui::LessonPanel</name>
    <message>
        <source>Watch</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Back to the lesson&apos;s set-up</source>
        <translation>Zurück zum Aufbau der Lektion</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Lektion</translation>
    </message>
    <message>
        <source>Page up</source>
        <translation>Seite nach oben</translation>
    </message>
    <message>
        <source>Page down</source>
        <translation>Seite nach unten</translation>
    </message>
    <message>
        <source>Expected: %1</source>
        <translation>Erwartet: %1</translation>
    </message>
    <message>
        <source>For the teacher: %1</source>
        <translation>Für Lehrende: %1</translation>
    </message>
    <message>
        <source>Hint: %1</source>
        <translation>Tipp: %1</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>Nächste Frage</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Open mode Train</source>
        <translation>Modus „Trainieren“ öffnen</translation>
    </message>
    <message>
        <source>This is said of the set-up that was asked for; what is shown now is another one. &quot;Show me&quot; brings that set-up.</source>
        <translation>Das gilt für den Aufbau, nach dem gefragt war; gezeigt wird jetzt ein anderer. „Zeigen“ bringt jenen Aufbau.</translation>
    </message>
    <message>
        <source>This is said of the set-up that was asked for; what is shown now is another one.</source>
        <translation>Dies gilt für die Einstellung, nach der gefragt war; jetzt ist eine andere zu sehen.</translation>
    </message>
    <message>
        <source>Keys: Enter or Page Down goes on, Page Up goes back, Space plays, F1 explains.</source>
        <translation>Tasten: Enter oder Bild ab geht weiter, Bild auf zurück, die Leertaste spielt ab, F1 erklärt das Bild.</translation>
    </message>
    <message>
        <source>Nothing is predicted yet: Enter or Page Down once more tells the answer.</source>
        <translation>Noch ist nichts vorhergesagt: Nochmals Enter oder Bild ab verrät die Antwort.</translation>
    </message>
    <message>
        <source>Keys: A to %1 choose, Enter or Page Down locks in.</source>
        <translation>Tasten: A bis %1 wählen, Enter oder Bild ab legt fest.</translation>
    </message>
</context>
<context>
    <name>ui::LessonQuestions</name>
    <message>
        <source>Question %1 of %2</source>
        <translation>Frage %1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2 questions answered rightly.</source>
        <translation>%1 von %2 Fragen richtig beantwortet.</translation>
    </message>
</context>
<context>
    <name>ui::LessonRow</name>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message>
        <source>Lesson %1, %2, done</source>
        <translation>Lektion %1, %2, erledigt</translation>
    </message>
    <message>
        <source>Lesson %1, %2</source>
        <translation>Lektion %1, %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Your lesson %1</source>
        <translation>Ihre Lektion %1</translation>
    </message>
    <message>
        <source>go on with page %1</source>
        <translation>weiter auf Seite %1</translation>
    </message>
</context>
<context>
    <name>ui::LessonsMode</name>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>1 to %1 choose · Page Down lock in · Page Up back</source>
        <translation>1 bis %1 wählen · Bild ab festlegen · Bild auf zurück</translation>
    </message>
    <message>
        <source>Page Down lock in · Page Up back</source>
        <translation>Bild ab festlegen · Bild auf zurück</translation>
    </message>
    <message>
        <source>1 to 4 answer · Page Down next · Page Up back</source>
        <translation>1 bis 4 antworten · Bild ab weiter · Bild auf zurück</translation>
    </message>
    <message>
        <source>N opens the controls · Page Up back</source>
        <translation>N öffnet die Regler · Bild auf zurück</translation>
    </message>
    <message>
        <source>hidden until you predict</source>
        <translation>verdeckt bis zur Vorhersage</translation>
    </message>
    <message>
        <source>Nothing is predicted yet · Page Down once more tells the answer</source>
        <translation>Noch nichts vorhergesagt · noch einmal Bild ab sagt die Antwort</translation>
    </message>
    <message>
        <source>Page Down shows it · N opens the controls · Page Up back</source>
        <translation>Bild ab zeigt es · N öffnet die Regler · Bild auf zurück</translation>
    </message>
    <message>
        <source>hidden: it would answer the next question</source>
        <translation>verdeckt: Es würde die nächste Frage beantworten</translation>
    </message>
    <message>
        <source>Nothing is answered yet · Page Down once more tells the answer</source>
        <translation>Noch ist nichts geantwortet · Bild ab noch einmal sagt die Antwort</translation>
    </message>
    <message>
        <source>hidden until the questions are answered</source>
        <translation>verdeckt, bis die Fragen beantwortet sind</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>Seite %1 von %2</translation>
    </message>
    <message>
        <source>Page Down next page · Page Up back · Space play · → event</source>
        <translation>Bild ab nächste Seite · Bild auf zurück · Leertaste abspielen · → Ereignis</translation>
    </message>
</context>
<context>
    <name>ui::LinkList</name>
    <message>
        <source>gradients of experts: %1 GPUs, %2</source>
        <translation>Gradienten der Experten: %1 GPUs, %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1 in steps of %2</source>
        <translation>%1 in Schritten von %2</translation>
    </message>
    <message>
        <source>%1 and %2 alike</source>
        <translation>%1 und %2 gleiche</translation>
    </message>
    <message>
        <source>down: nothing gets through</source>
        <translation>unterbrochen: nichts kommt durch</translation>
    </message>
    <message>
        <source>%1 sent by each GPU</source>
        <translation>jede GPU sendet %1</translation>
    </message>
    <message>
        <source>%1 each</source>
        <translation>je %1</translation>
    </message>
    <message>
        <source>, bus bandwidth %1</source>
        <translation>, Busbandbreite %1</translation>
    </message>
    <message>
        <source>, bus %1</source>
        <translation>, Bus %1</translation>
    </message>
    <message>
        <source>, %1 achieved</source>
        <translation>, erreicht %1</translation>
    </message>
    <message>
        <source>, %1</source>
        <translation>, %1</translation>
    </message>
    <message>
        <source> (slowed)</source>
        <translation> (verlangsamt)</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
</context>
<context>
    <name>ui::ListingView</name>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>Program. %1. %2</source>
        <translation>Programm. %1. %2</translation>
    </message>
    <message>
        <source>visits = [%1]</source>
        <translation>visits = [%1]</translation>
    </message>
</context>
<context>
    <name>ui::LockButton</name>
    <message>
        <source>holds</source>
        <translation>fixiert</translation>
    </message>
    <message>
        <source>follows</source>
        <translation>folgt</translation>
    </message>
</context>
<context>
    <name>ui::LockedSlider</name>
    <message>
        <source>Lock %1</source>
        <translation>%1 fixieren</translation>
    </message>
</context>
<context>
    <name>ui::LowerPane</name>
    <message>
        <source>Lower pane</source>
        <translation>Unterer Bereich</translation>
    </message>
    <message>
        <source>The step as a timeline, as charts and as a list of events; all share one playhead.</source>
        <translation>Der Schritt als Zeitachse, als Diagramme und als Liste von Ereignissen; alle haben eine gemeinsame Abspielmarke.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
    </message>
    <message>
        <source>What every GPU does when</source>
        <translation>Was jede GPU wann tut</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>How full the memory of every GPU is</source>
        <translation>Wie voll der Speicher jeder GPU ist</translation>
    </message>
    <message>
        <source>Busy time</source>
        <translation>Aktive Zeit</translation>
    </message>
    <message>
        <source>How every GPU spends the step</source>
        <translation>Womit jede GPU den Schritt verbringt</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>What the links carry</source>
        <translation>Was die Verbindungen übertragen</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Everything in order of time</source>
        <translation>Alles in zeitlicher Reihenfolge</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Operationen</translation>
    </message>
    <message>
        <source>What the time of a pass is made of</source>
        <translation>Woraus die Zeit eines Passes besteht</translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message>
        <source>%1[*] – Parallarium</source>
        <translation>%1[*] – Parallarium</translation>
    </message>
    <message>
        <source>The scenario is on the clipboard as text.</source>
        <translation>Das Szenario ist als Text in der Zwischenablage.</translation>
    </message>
    <message>
        <source>The whole window</source>
        <translation>Das ganze Fenster</translation>
    </message>
</context>
<context>
    <name>ui::MemoryView</name>
    <message>
        <source>Memory over time</source>
        <translation>Speicher im Zeitverlauf</translation>
    </message>
    <message>
        <source>The memory of every GPU over the step, one line each; for a selected GPU, what fills it.</source>
        <translation>Der Speicher jeder GPU über den Schritt, eine Linie pro GPU; bei einer ausgewählten GPU auch, was ihn füllt.</translation>
    </message>
    <message>
        <source>all %1 GPUs</source>
        <translation>alle %1 GPUs</translation>
    </message>
    <message>
        <source>capacity %1</source>
        <translation>Kapazität %1</translation>
    </message>
    <message>
        <source>capacity %1, above this chart</source>
        <translation>Kapazität %1, oberhalb dieses Diagramms</translation>
    </message>
</context>
<context>
    <name>ui::MessageStrip</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>Weniger</translation>
    </message>
</context>
<context>
    <name>ui::MinimapView</name>
    <message>
        <source>Position in the step</source>
        <translation>Position im Schritt</translation>
    </message>
    <message>
        <source>What the GPUs do over the whole step; drag to any moment.</source>
        <translation>Was die GPUs im ganzen Schritt tun; auf einen beliebigen Zeitpunkt ziehen.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>ui::MistakesDialog</name>
    <message>
        <source>Class</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Errors in %1</source>
        <translation>Fehler in %1</translation>
    </message>
    <message>
        <source>%1 cannot run</source>
        <translation>%1 ist nicht ausführbar</translation>
    </message>
    <message>
        <source>Positions count from 0 in each rank&apos;s list.</source>
        <translation>Positionen zählen in der Liste jedes Rangs ab 0.</translation>
    </message>
    <message>
        <source>Positions count from 0 in each rank&apos;s list. Not all are listed: %1.</source>
        <translation>Positionen zählen in der Liste jedes Rangs ab 0. Nicht alle sind aufgeführt: %1.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>ui::ModeStack</name>
    <message>
        <source>The lesson waits for your answer, which can be seen elsewhere. Choose that once more to go there anyway.</source>
        <translation>Die Lektion wartet auf Ihre Antwort, die anderswo zu sehen ist. Wählen Sie es noch einmal, um trotzdem dorthin zu gehen.</translation>
    </message>
</context>
<context>
    <name>ui::MpiDialog</name>
    <message>
        <source>Train over MPI</source>
        <translation>Über MPI trainieren</translation>
    </message>
    <message>
        <source>Each worker becomes a process of its own, started by mpirun on this computer. The weights are those of the training with threads, bit for bit. On a cluster the command below does the same, and this window opens the trace.</source>
        <translation>Jeder Worker wird zu einem eigenen Prozess, den mpirun auf diesem Computer startet. Die Gewichte sind Bit für Bit die des Trainings mit Threads. Auf einem Cluster leistet der Befehl unten dasselbe, und dieses Fenster öffnet den Trace.</translation>
    </message>
    <message>
        <source>Command for a cluster</source>
        <translation>Befehl für einen Cluster</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>On a cluster</source>
        <translation>Auf einem Cluster</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Cancel the run</source>
        <translation>Lauf abbrechen</translation>
    </message>
    <message>
        <source>Cancelled: nothing was kept.</source>
        <translation>Abgebrochen: Nichts wurde behalten.</translation>
    </message>
    <message>
        <source>%1: one process.</source>
        <translation>%1: ein Prozess.</translation>
    </message>
    <message>
        <source>%1: %2 processes, one for each worker.</source>
        <translation>%1: %2 Prozesse, einer für jeden Worker.</translation>
    </message>
    <message>
        <source>mpirun -n %1 parallarium-mpi FILE --trace run.json.gz</source>
        <translation>mpirun -n %1 parallarium-mpi FILE --trace run.json.gz</translation>
    </message>
    <message>
        <source>Starting the processes …</source>
        <translation>Prozesse werden gestartet …</translation>
    </message>
</context>
<context>
    <name>ui::MpiRun</name>
    <message>
        <source>mpirun cannot be started: %1.</source>
        <translation>mpirun kann nicht gestartet werden: %1.</translation>
    </message>
    <message>
        <source>The program parallarium-mpi is not there: it is built where MPI is found, so install libopenmpi-dev and build again.</source>
        <translation>Das Programm parallarium-mpi fehlt: Es wird gebaut, wenn MPI gefunden wird; installieren Sie also libopenmpi-dev und bauen Sie neu.</translation>
    </message>
    <message>
        <source>mpirun is not there: install openmpi-bin, then start again.</source>
        <translation>mpirun fehlt: Installieren Sie openmpi-bin und starten Sie dann erneut.</translation>
    </message>
    <message>
        <source>The scenario cannot be written to a temporary folder: %1.</source>
        <translation>Das Szenario kann nicht in einen temporären Ordner geschrieben werden: %1.</translation>
    </message>
    <message>
        <source>mpirun ended with exit code %1.</source>
        <translation>mpirun endete mit Exit-Code %1.</translation>
    </message>
</context>
<context>
    <name>ui::MysteryBox</name>
    <message>
        <source>Nothing runs: a GPU would need %1, and has %2.</source>
        <translation>Nichts läuft: Eine GPU bräuchte %1 und hat %2.</translation>
    </message>
    <message>
        <source>The step begins, and never ends.</source>
        <translation>Der Schritt beginnt und endet nie.</translation>
    </message>
    <message>
        <source>A step takes %1.</source>
        <translation>Ein Schritt dauert %1.</translation>
    </message>
    <message>
        <source>Mystery box %1</source>
        <translation>Rätselbox %1</translation>
    </message>
    <message>
        <source>The step cannot start.</source>
        <translation>Der Schritt kann nicht beginnen.</translation>
    </message>
    <message>
        <source>Now repair it, in the panel on the left or by a right click on a GPU or a link: the same work on as many GPUs, in at most %1. Without the fault it takes %2.</source>
        <translation>Beheben Sie es jetzt, in der Leiste links oder mit einem Rechtsklick auf eine GPU oder eine Verbindung: dieselbe Arbeit auf ebenso vielen GPUs, in höchstens %1. Ohne den Fehler dauert es %2.</translation>
    </message>
</context>
<context>
    <name>ui::MysteryMode</name>
    <message>
        <source>What is wrong here?</source>
        <translation>Was stimmt hier nicht?</translation>
    </message>
    <message>
        <source>Mystery box</source>
        <translation>Rätselbox</translation>
    </message>
    <message>
        <source>Box %1</source>
        <translation>Box %1</translation>
    </message>
    <message>
        <source>Works best in pairs: one looks at the timeline, one at the network. Ask for the evidence before the diagnosis.</source>
        <translation>Am besten zu zweit: Eine Person sieht auf die Zeitachse, die andere auf das Netzwerk. Erst nach den Belegen fragen, dann nach der Diagnose.</translation>
    </message>
</context>
<context>
    <name>ui::MysteryPanel</name>
    <message>
        <source>Open the box</source>
        <translation>Box öffnen</translation>
    </message>
    <message>
        <source>Tell me</source>
        <translation>Verraten</translation>
    </message>
    <message>
        <source>Another box</source>
        <translation>Andere Box</translation>
    </message>
    <message>
        <source>Leave, with my scenario back</source>
        <translation>Verlassen, zurück zu meinem Szenario</translation>
    </message>
    <message>
        <source>Mystery box</source>
        <translation>Rätselbox</translation>
    </message>
    <message>
        <source>Number of the box</source>
        <translation>Nummer der Box</translation>
    </message>
    <message>
        <source>The same number is the same box for everybody.</source>
        <translation>Dieselbe Nummer ist für alle dieselbe Box.</translation>
    </message>
    <message>
        <source>Boxes have whole numbers from 1 to %1, and &quot;%2&quot; is none of them.</source>
        <translation>Boxen haben ganze Zahlen von 1 bis %1, und „%2“ ist keine davon.</translation>
    </message>
    <message>
        <source>Mystery box %1</source>
        <translation>Rätselbox %1</translation>
    </message>
    <message>
        <source>The program hides one fault in a set-up. Watch what happens, say what it is, then repair it. The same number is the same box for everybody.</source>
        <translation>Das Programm versteckt einen Fehler in einem Aufbau. Sehen Sie zu, was geschieht, sagen Sie, was es ist, und beheben Sie es. Dieselbe Nummer ist für alle dieselbe Box.</translation>
    </message>
    <message>
        <source>It is this: %1.</source>
        <translation>Es ist dies: %1.</translation>
    </message>
    <message>
        <source>Named at once: %1.</source>
        <translation>Auf Anhieb erkannt: %1.</translation>
    </message>
    <message>
        <source>Named: %1.</source>
        <translation>Erkannt: %1.</translation>
    </message>
    <message>
        <source>No, that is not it. What would you see then?</source>
        <translation>Nein, das ist es nicht. Was würde man dann sehen?</translation>
    </message>
    <message>
        <source>Repaired. %1</source>
        <translation>Behoben. %1</translation>
    </message>
    <message>
        <source>%1 Something is wrong. Look at the GPUs and at the tabs below them, and play it if it runs. What is it?</source>
        <translation>%1 Etwas stimmt nicht. Sehen Sie sich die GPUs und die Reiter darunter an, und spielen Sie den Schritt ab, wenn er läuft. Was ist es?</translation>
    </message>
</context>
<context>
    <name>ui::NetworkView</name>
    <message>
        <source>Network use over time</source>
        <translation>Netzwerknutzung im Zeitverlauf</translation>
    </message>
    <message>
        <source>How much data GPUs send, as the mean of each pixel of time: the area is the bytes. Collectives within a layer are spread evenly over the visit. Beside it, what each link carries.</source>
        <translation>Wie viele Daten GPUs senden, gemittelt über die Zeit jedes Pixels: Die Fläche sind die Bytes. Kollektive innerhalb einer Schicht sind gleichmäßig über den Pass verteilt. Daneben, was jede Verbindung überträgt.</translation>
    </message>
    <message>
        <source>activations forward</source>
        <translation>Aktivierungen vorwärts</translation>
    </message>
    <message>
        <source>gradients back</source>
        <translation>Gradienten rückwärts</translation>
    </message>
    <message>
        <source>collectives</source>
        <translation>Kollektive</translation>
    </message>
    <message>
        <source>Nothing is sent between GPUs in this scenario.</source>
        <translation>In diesem Szenario wird zwischen GPUs nichts gesendet.</translation>
    </message>
    <message>
        <source>sent and received by %1</source>
        <translation>von %1 gesendet und empfangen</translation>
    </message>
    <message>
        <source>sum of all links</source>
        <translation>Summe aller Verbindungen</translation>
    </message>
</context>
<context>
    <name>ui::OptionButton</name>
    <message>
        <source>1 vote</source>
        <translation>1 Stimme</translation>
    </message>
    <message>
        <source>%1 votes</source>
        <translation>%1 Stimmen</translation>
    </message>
    <message>
        <source>%1, correct</source>
        <translation>%1, richtig</translation>
    </message>
    <message>
        <source>correct</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>your answer</source>
        <translation>Ihre Antwort</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ui::PinPrompt</name>
    <message>
        <source>Pin as A</source>
        <translation>Als A anheften</translation>
    </message>
    <message>
        <source>Nothing is pinned</source>
        <translation>Nichts ist angeheftet</translation>
    </message>
    <message>
        <source>Hold this result fast (P)</source>
        <translation>Dieses Ergebnis festhalten (P)</translation>
    </message>
    <message>
        <source>Pin this result as A. Then open another scenario, or change this one: it is B.</source>
        <translation>Heften Sie dieses Ergebnis als A an. Öffnen Sie dann ein anderes Szenario oder ändern Sie dieses: Es ist B.</translation>
    </message>
</context>
<context>
    <name>ui::Pinned</name>
    <message>
        <source>swap A and B</source>
        <translation>A und B tauschen</translation>
    </message>
    <message>
        <source>copy A to B</source>
        <translation>A nach B kopieren</translation>
    </message>
</context>
<context>
    <name>ui::PlayBar</name>
    <message>
        <source>To the start (Home)</source>
        <translation>Zum Anfang (Pos1)</translation>
    </message>
    <message>
        <source>Previous event (Left)</source>
        <translation>Voriges Ereignis (Links)</translation>
    </message>
    <message>
        <source>Next event (Right)</source>
        <translation>Nächstes Ereignis (Rechts)</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>Wiedergabe</translation>
    </message>
    <message>
        <source>The clock of everything in the window. The strip shows what the GPUs do over the whole step; drag its handle to any moment.</source>
        <translation>Die Uhr für alles im Fenster. Der Streifen zeigt, was die GPUs im ganzen Schritt tun; ziehen Sie seinen Griff auf einen beliebigen Zeitpunkt.</translation>
    </message>
    <message>
        <source>Speed ([ and ])</source>
        <translation>Tempo ([ und ])</translation>
    </message>
    <message>
        <source>Nothing to play yet: the model does not fit</source>
        <translation>Noch nichts abzuspielen: Das Modell passt nicht</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>Als Nächstes: %1</translation>
    </message>
    <message>
        <source>The step is complete</source>
        <translation>Der Schritt ist fertig</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source> · one event at a time</source>
        <translation> · Ereignis für Ereignis</translation>
    </message>
    <message>
        <source> · loop</source>
        <translation> · Schleife</translation>
    </message>
    <message>
        <source>Speed: %1</source>
        <translation>Tempo: %1</translation>
    </message>
    <message>
        <source>Play, pause (Space)</source>
        <translation>Abspielen, Pause (Leertaste)</translation>
    </message>
    <message>
        <source>Nothing to play yet</source>
        <translation>Noch nichts abzuspielen</translation>
    </message>
    <message>
        <source>This step is complete, the other goes on</source>
        <translation>Dieser Schritt ist fertig, der andere läuft weiter</translation>
    </message>
    <message>
        <source>This one does not fit; the other can be played</source>
        <translation>Dieses passt nicht; das andere lässt sich abspielen</translation>
    </message>
</context>
<context>
    <name>ui::PlayButton</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>Pause (Leertaste)</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>Abspielen (Leertaste)</translation>
    </message>
</context>
<context>
    <name>ui::PredictionCard</name>
    <message>
        <source>Lock in and watch</source>
        <translation>Festlegen und ansehen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>PREDICT FIRST</source>
        <translation>ERST VORHERSAGEN</translation>
    </message>
    <message>
        <source>Your prediction</source>
        <translation>Ihre Vorhersage</translation>
    </message>
    <message>
        <source>Your prediction (%1)</source>
        <translation>Ihre Vorhersage (%1)</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>YOUR PREDICTION, AND WHAT COMES</source>
        <translation>IHRE VORHERSAGE UND WAS KOMMT</translation>
    </message>
    <message>
        <source>You said %1, and so it is.</source>
        <translation>Sie sagten %1, und so ist es.</translation>
    </message>
    <message>
        <source>You said %1; it is %2.</source>
        <translation>Sie sagten %1; richtig ist %2.</translation>
    </message>
    <message>
        <source>Locked in. Your teacher tells the answer (R).</source>
        <translation>Festgelegt. Die Lehrkraft zeigt die Antwort (R).</translation>
    </message>
    <message>
        <source>Lock in</source>
        <translation>Festlegen</translation>
    </message>
    <message>
        <source>WHAT COMES</source>
        <translation>WAS KOMMT</translation>
    </message>
    <message>
        <source>It is %1.</source>
        <translation>Es ist %1.</translation>
    </message>
</context>
<context>
    <name>ui::PresentScreen</name>
    <message>
        <source>Presentation</source>
        <translation>Präsentation</translation>
    </message>
    <message>
        <source>Space play · → next event · ← back · Esc leave</source>
        <translation>Leertaste abspielen · → weiter · ← zurück · Esc verlassen</translation>
    </message>
</context>
<context>
    <name>ui::Presenting</name>
    <message>
        <source>The second screen is gone; N opens the notes here.</source>
        <translation>Der zweite Bildschirm ist weg; N öffnet die Notizen hier.</translation>
    </message>
</context>
<context>
    <name>ui::ProgressDashes</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>ui::ProgressLine</name>
    <message>
        <source>Simulating</source>
        <translation>Simulation läuft</translation>
    </message>
</context>
<context>
    <name>ui::QuestionCard</name>
    <message numerus="yes">
        <source>%n hands counted. What they chose is shown with the answer.</source>
        <translation>
            <numerusform>%n Hand gezählt. Wofür, steht bei der Antwort.</numerusform>
            <numerusform>%n Hände gezählt. Wofür, steht bei der Antwort.</numerusform>
        </translation>
    </message>
    <message>
        <source>1 hand counted. What it chose is shown with the answer.</source>
        <translation>Eine Hand gezählt. Wofür, steht bei der Antwort.</translation>
    </message>
    <message>
        <source>Answer %1: %2</source>
        <translation>Antwort %1: %2</translation>
    </message>
</context>
<context>
    <name>ui::QuizMode</name>
    <message>
        <source>hidden until you answer</source>
        <translation>verdeckt bis zur Antwort</translation>
    </message>
    <message>
        <source>Proof of the answer</source>
        <translation>Beweis der Antwort</translation>
    </message>
    <message>
        <source>Quiz</source>
        <translation>Quiz</translation>
    </message>
    <message>
        <source>Question %1 of %2</source>
        <translation>Frage %1 von %2</translation>
    </message>
    <message>
        <source>Right: %1</source>
        <translation>Richtig: %1</translation>
    </message>
    <message>
        <source>Esc leave</source>
        <translation>Esc verlassen</translation>
    </message>
    <message>
        <source>Enter next question · Space play · Esc leave</source>
        <translation>Enter nächste Frage · Leertaste abspielen · Esc verlassen</translation>
    </message>
    <message>
        <source>1 to %1 a hand · Shift takes one back · Enter tells</source>
        <translation>1 bis %1 eine Hand · Umschalt nimmt eine zurück · Enter löst auf</translation>
    </message>
    <message>
        <source>1 to %1 answer · Enter next question · Esc leave</source>
        <translation>1 bis %1 antworten · Enter nächste Frage · Esc verlassen</translation>
    </message>
    <message>
        <source>shown here once a question is answered</source>
        <translation>steht hier, sobald eine Frage beantwortet ist</translation>
    </message>
    <message>
        <source>the quiz is over</source>
        <translation>das Quiz ist zu Ende</translation>
    </message>
</context>
<context>
    <name>ui::QuizPanel</name>
    <message>
        <source>Replay scene</source>
        <translation>Szene wiederholen</translation>
    </message>
    <message>
        <source>End the quiz</source>
        <translation>Quiz beenden</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>Nächste Frage</translation>
    </message>
    <message>
        <source>Quiz</source>
        <translation>Quiz</translation>
    </message>
    <message>
        <source>Question %1 of %2 · paper %3</source>
        <translation>Frage %1 von %2 · Blatt %3</translation>
    </message>
    <message>
        <source>Another quiz</source>
        <translation>Neues Quiz</translation>
    </message>
    <message>
        <source>Show the answer</source>
        <translation>Antwort zeigen</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>Ergebnis speichern</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>quiz-%1.csv</source>
        <translation>quiz-%1.csv</translation>
    </message>
    <message>
        <source>Save for printing</source>
        <translation>Zum Drucken speichern</translation>
    </message>
    <message>
        <source>quiz-%1.pdf</source>
        <translation>quiz-%1.pdf</translation>
    </message>
    <message>
        <source>Pages to print (*.pdf)</source>
        <translation>Seiten zum Drucken (*.pdf)</translation>
    </message>
    <message>
        <source>%1:%2 left</source>
        <translation>noch %1:%2</translation>
    </message>
</context>
<context>
    <name>ui::QuizResult</name>
    <message>
        <source>%1 of %2 right</source>
        <translation>%1 von %2 richtig</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1: %2 von %3</translation>
    </message>
    <message>
        <source>Lesson: %1</source>
        <translation>Lektion: %1</translation>
    </message>
    <message>
        <source>Save as a table (CSV)…</source>
        <translation>Als Tabelle (CSV) speichern…</translation>
    </message>
    <message>
        <source>Not counted, as no answer had the most votes: %1</source>
        <translation>Nicht gezählt, da keine Antwort die meisten Stimmen hatte: %1</translation>
    </message>
</context>
<context>
    <name>ui::QuizStart</name>
    <message>
        <source>Questions</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Aufgabenblatt</translation>
    </message>
    <message>
        <source>Other numbers, worked out by the simulator</source>
        <translation>Andere Zahlen, vom Simulator ausgerechnet</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Quiz</source>
        <translation>Quiz</translation>
    </message>
    <message>
        <source>Questions on parallel training. Once a question is answered, the scene shows what really happens.</source>
        <translation>Fragen zum parallelen Training. Ist eine Frage beantwortet, zeigt die Szene, was wirklich geschieht.</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Üben</translation>
    </message>
    <message>
        <source>Explained at once</source>
        <translation>Sofort erklärt</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Votes, then the answer</source>
        <translation>Stimmen, dann die Antwort</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Answers at the end</source>
        <translation>Antworten am Ende</translation>
    </message>
    <message>
        <source>The same number gives everybody the same paper.</source>
        <translation>Dieselbe Nummer ergibt für alle dasselbe Aufgabenblatt.</translation>
    </message>
    <message>
        <source>Each answer is explained at once.</source>
        <translation>Jede Antwort wird sofort erklärt.</translation>
    </message>
    <message>
        <source>Press 1 to 4 for each hand that is raised, with Shift to take one back; Enter shows the answer.</source>
        <translation>Drücken Sie für jede gehobene Hand 1 bis 4, mit Umschalt nehmen Sie eine zurück; Enter zeigt die Antwort.</translation>
    </message>
    <message>
        <source>What was right is told at the end, by topic.</source>
        <translation>Was richtig war, erfahren Sie am Ende, nach Themen.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Save for printing…</source>
        <translation>Zum Drucken speichern…</translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>ohne Grenze</translation>
    </message>
    <message>
        <source>Print the answers too, on a page of their own</source>
        <translation>Auch die Lösungen drucken, auf einer eigenen Seite</translation>
    </message>
    <message>
        <source>These questions on paper, or as a table.</source>
        <translation>Diese Fragen auf Papier oder als Tabelle.</translation>
    </message>
</context>
<context>
    <name>ui::RecordedRunDialog</name>
    <message>
        <source>Recorded run</source>
        <translation>Aufgezeichneter Lauf</translation>
    </message>
    <message>
        <source>A step as it was recorded. Where the trace says which scenario ran, the step that is predicted for it stands above, row by row; at the right stands by how much the busy time of each device differs. Of traces of the PyTorch profiler the tables say where the time went.</source>
        <translation>Ein Schritt, wie er aufgezeichnet wurde. Sagt der Trace, welches Szenario lief, so steht der dafür vorhergesagte Schritt Zeile für Zeile darüber; rechts steht, um wie viel die aktive Zeit jedes Geräts abweicht. Bei Traces des PyTorch-Profilers sagen die Tabellen, wohin die Zeit ging.</translation>
    </message>
    <message>
        <source>A recorded step</source>
        <translation>Ein aufgezeichneter Schritt</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>All steps</source>
        <translation>Alle Schritte</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Verglichen mit</translation>
    </message>
    <message>
        <source>Measured alone</source>
        <translation>Nur gemessen</translation>
    </message>
    <message>
        <source>Compared with the open scenario</source>
        <translation>Mit offenem Szenario vergleichen</translation>
    </message>
    <message>
        <source>Above each device that was recorded: the same device of the scenario that is open in the window</source>
        <translation>Über jedem aufgezeichneten Gerät: dasselbe Gerät des Szenarios, das im Fenster offen ist</translation>
    </message>
    <message>
        <source>Guessed from the process groups: %1.</source>
        <translation>Aus den Prozessgruppen erschlossen: %1.</translation>
    </message>
    <message>
        <source>Split the open scenario so</source>
        <translation>Offenes Szenario so aufteilen</translation>
    </message>
    <message>
        <source>Model, batch and hardware stay those of the open scenario: a trace does not tell them.</source>
        <translation>Modell, Batch und Hardware bleiben die des offenen Szenarios: Ein Trace nennt sie nicht.</translation>
    </message>
    <message>
        <source>Kinds of kernels…</source>
        <translation>Arten von Kernels…</translation>
    </message>
    <message>
        <source>Which names of kernels are products, attention, collectives…</source>
        <translation>Welche Kernelnamen Produkte, Attention, Kollektive … sind</translation>
    </message>
    <message>
        <source>All workers, measured against predicted: %1.</source>
        <translation>Alle Worker, gemessen gegen vorhergesagt: %1.</translation>
    </message>
    <message>
        <source>All devices, measured against predicted: %1.</source>
        <translation>Alle Geräte, gemessen gegen vorhergesagt: %1.</translation>
    </message>
    <message>
        <source>take the split of a recorded run</source>
        <translation>Aufteilung eines aufgezeichneten Laufs übernehmen</translation>
    </message>
    <message>
        <source>Pin as A</source>
        <translation>Als A anheften</translation>
    </message>
    <message>
        <source>In mode Compare, above the scenario that is open, on one clock</source>
        <translation>Im Modus „Vergleichen“, über dem offenen Szenario, mit einer gemeinsamen Uhr</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>Suchen …</translation>
    </message>
    <message>
        <source>On the timeline, by a part of the name, by device and by kind of work: Ctrl+F; F3 goes to the next match</source>
        <translation>Auf der Zeitleiste, nach einem Teil des Namens, nach Gerät und nach Art der Arbeit: Strg+F; F3 geht zum nächsten Treffer</translation>
    </message>
    <message>
        <source>%1 % is read. The picture grows until all of it is there.</source>
        <translation>%1 % sind gelesen. Das Bild wächst, bis alles da ist.</translation>
    </message>
</context>
<context>
    <name>ui::RecordedTables</name>
    <message>
        <source>rank %1, %2</source>
        <translation>Rang %1, %2</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>Rechnen</translation>
    </message>
    <message>
        <source>Exposed</source>
        <translation>Unverdeckt</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Verdeckt</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Leerlauf</translation>
    </message>
    <message>
        <source>For the host</source>
        <translation>Auf den Host</translation>
    </message>
    <message>
        <source>After launch</source>
        <translation>Nach Start</translation>
    </message>
    <message>
        <source>At the end</source>
        <translation>Am Ende</translation>
    </message>
    <message>
        <source>Arrived last</source>
        <translation>Kam zuletzt</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>Spitzenspeicher</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Stream</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>Kernels</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>Leerlauf</translation>
    </message>
    <message>
        <source>Streams</source>
        <translation>Streams</translation>
    </message>
    <message>
        <source>Collective</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Ranks</source>
        <translation>Ränge</translation>
    </message>
    <message>
        <source>Wait for the last</source>
        <translation>Warten auf Letzten</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Übertragung</translation>
    </message>
    <message>
        <source>Collectives</source>
        <translation>Kollektive</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Kernel</translation>
    </message>
    <message>
        <source>Longest kernels</source>
        <translation>Längste Kernels</translation>
    </message>
    <message>
        <source>The first %1 rows: parallarium recorded --json has all.</source>
        <translation>Die ersten %1 Zeilen: parallarium recorded --json hat alle.</translation>
    </message>
</context>
<context>
    <name>ui::RefusalStrip</name>
    <message>
        <source>Why an edit is not possible</source>
        <translation>Warum eine Änderung nicht möglich ist</translation>
    </message>
</context>
<context>
    <name>ui::RemediesPanel</name>
    <message>
        <source>Ways to make the model fit</source>
        <translation>Wege, das Modell passend zu machen</translation>
    </message>
    <message>
        <source>Changes that make the model fit into memory, or nearly, and how much each would need. Click one to apply it; Undo takes it back.</source>
        <translation>Änderungen, mit denen das Modell in den Speicher passt oder beinahe, und wie viel jede brauchen würde. Ein Klick wendet sie an; Rückgängig nimmt sie zurück.</translation>
    </message>
    <message>
        <source>No single change makes it fit: use fewer layers, or more or larger GPUs.</source>
        <translation>Keine einzelne Änderung reicht: Nehmen Sie weniger Schichten oder mehr oder größere GPUs.</translation>
    </message>
    <message>
        <source>Looking for a fit…</source>
        <translation>Abhilfe wird gesucht…</translation>
    </message>
</context>
<context>
    <name>ui::RightPane</name>
    <message>
        <source>Busy share per GPU</source>
        <translation>Aktiver Anteil pro GPU</translation>
    </message>
    <message>
        <source>Memory over time</source>
        <translation>Speicher im Zeitverlauf</translation>
    </message>
    <message>
        <source>What would help?</source>
        <translation>Was würde helfen?</translation>
    </message>
</context>
<context>
    <name>ui::RooflineChart</name>
    <message>
        <source>Roofline</source>
        <translation>Roofline</translation>
    </message>
    <message>
        <source>Each point is an operation: how many FLOPs it makes of each byte, and how many a second it reaches. Under the slope the memory is its limit, under the level the arithmetic. The arrow keys go from point to point.</source>
        <translation>Jeder Punkt ist eine Operation: wie viele FLOPs sie aus jedem Byte macht und wie viele sie je Sekunde erreicht. Unter der Schräge ist der Speicher ihre Grenze, unter der Waagrechten das Rechnen. Die Pfeiltasten gehen von Punkt zu Punkt.</translation>
    </message>
    <message>
        <source>FLOP per byte</source>
        <translation>FLOP je Byte</translation>
    </message>
    <message>
        <source>TFLOP/s</source>
        <translation>TFLOP/s</translation>
    </message>
    <message>
        <source>%1 FLOP per byte, %2 TFLOP/s</source>
        <translation>%1 FLOP je Byte, %2 TFLOP/s</translation>
    </message>
    <message>
        <source>No operation here has both FLOPs and bytes.</source>
        <translation>Keine Operation hat hier sowohl FLOPs als auch Bytes.</translation>
    </message>
</context>
<context>
    <name>ui::RunsChoice</name>
    <message>
        <source>Predicted</source>
        <translation>Vorhergesagt</translation>
    </message>
    <message>
        <source>The step that is simulated</source>
        <translation>Der simulierte Schritt</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>The step that was recorded</source>
        <translation>Der aufgezeichnete Schritt</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Beide</translation>
    </message>
    <message>
        <source>Above each other, on one axis of time</source>
        <translation>Übereinander, auf einer gemeinsamen Zeitachse</translation>
    </message>
    <message>
        <source>Shown runs</source>
        <translation>Gezeigte Läufe</translation>
    </message>
</context>
<context>
    <name>ui::ScenarioFiles</name>
    <message>
        <source>Scenarios, traces, exported pictures and schedules (*.json *.png *.svg *.pdf *.csv *.jsonl *.gz)</source>
        <translation>Szenarien, Traces, exportierte Bilder und Ablaufpläne (*.json *.png *.svg *.pdf *.csv *.jsonl *.gz)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>restored changes</source>
        <translation>wiederhergestellte Änderungen</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 Dateien</translation>
    </message>
    <message>
        <source>Clipboard</source>
        <translation>Zwischenablage</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>unsaved changes</source>
        <translation>nicht gespeicherte Änderungen</translation>
    </message>
    <message>
        <source>Your changes to &quot;%1&quot; are not saved.</source>
        <translation>Ihre Änderungen an „%1“ sind nicht gespeichert.</translation>
    </message>
    <message>
        <source>Go back to them</source>
        <translation>Zu ihnen zurückkehren</translation>
    </message>
    <message>
        <source>Open a scenario</source>
        <translation>Szenario öffnen</translation>
    </message>
    <message>
        <source>Save the scenario</source>
        <translation>Szenario speichern</translation>
    </message>
    <message>
        <source>Scenarios (*.json)</source>
        <translation>Szenarien (*.json)</translation>
    </message>
    <message>
        <source>%1 is no longer where it was.</source>
        <translation>%1 ist nicht mehr am alten Ort.</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Locate…</source>
        <translation>Suchen…</translation>
    </message>
    <message>
        <source>Launch scripts and configurations (*.sh *.bash *.slurm *.sbatch *.pbs *.qsub *.lsf *.log *.txt *.toml *.yaml *.yml *.json)</source>
        <translation>Startskripte und Konfigurationen (*.sh *.bash *.slurm *.sbatch *.pbs *.qsub *.lsf *.log *.txt *.toml *.yaml *.yml *.json)</translation>
    </message>
</context>
<context>
    <name>ui::SceneView</name>
    <message>
        <source>Flow scene</source>
        <translation>Datenflussszene</translation>
    </message>
    <message>
        <source>What every GPU is doing, and the data between them. Circles are activations, diamonds gradients, squares chunks of a collective. Click selects a GPU, double click opens it, the right button slows it or breaks a link.</source>
        <translation>Was jede GPU gerade tut, und die Daten dazwischen. Kreise sind Aktivierungen, Rauten Gradienten, Quadrate Chunks eines Kollektivs. Ein Klick wählt eine GPU aus, ein Doppelklick öffnet sie, die rechte Taste verlangsamt sie oder unterbricht eine Verbindung.</translation>
    </message>
</context>
<context>
    <name>ui::SearchBar</name>
    <message>
        <source>Previous match</source>
        <translation>Voriger Treffer</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Find on the timeline</source>
        <translation>Auf der Zeitachse suchen</translation>
    </message>
    <message>
        <source>GPU 3 backward, F5, layer 7…</source>
        <translation>GPU 3 backward, F5, layer 7…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Part of a name, GPU 3, attention…</source>
        <translation>Teil eines Namens, GPU 3, Attention …</translation>
    </message>
    <message>
        <source>Finds passes by GPU 3, stage 2, micro-batch 5, layer 7, forward, backward, weight, recompute, optimizer or idle, and by several of them at once: F5 is the forward of micro-batch 5. Enter goes to the next one.</source>
        <translation>Findet Pässe nach GPU 3, stage 2, micro-batch 5, layer 7, forward, backward, weight, recompute, optimizer oder idle (englische Suchwörter), auch nach mehreren zugleich: F5 ist der Vorwärtspass von Mikrobatch 5. Enter springt zum nächsten.</translation>
    </message>
</context>
<context>
    <name>ui::SpeedChart</name>
    <message>
        <source>inputs and outputs of the layer</source>
        <translation>Ein- und Ausgänge der Schicht</translation>
    </message>
    <message>
        <source>GFLOP/s</source>
        <translation>GFLOP/s</translation>
    </message>
    <message>
        <source>Speed of matrix products by size</source>
        <translation>Tempo von Matrixprodukten nach Größe</translation>
    </message>
    <message>
        <source>Each dot is a matrix product that was measured on one thread. The lines are the curve that was fitted to all of them.</source>
        <translation>Jeder Punkt ist ein Matrixprodukt, das auf einem Thread gemessen wurde. Die Linien sind die Kurve, die an alle angepasst wurde.</translation>
    </message>
    <message>
        <source>%1 samples</source>
        <translation>%1 Beispiele</translation>
    </message>
    <message>
        <source>%1 products, up to %2 GFLOP/s</source>
        <translation>%1 Produkte, bis zu %2 GFLOP/s</translation>
    </message>
</context>
<context>
    <name>ui::SweepBar</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Pin as A</source>
        <translation>Als A anheften</translation>
    </message>
    <message>
        <source>Open the selected point in mode Explore (Enter); undo brings this one back</source>
        <translation>Den gewählten Punkt im Modus „Erkunden“ öffnen (Enter); Rückgängig holt diesen zurück</translation>
    </message>
    <message>
        <source>Hold the selected point fast as A (P), to compare with</source>
        <translation>Den gewählten Punkt zum Vergleich als A anheften (P)</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Settings taken through their values</source>
        <translation>Einstellungen durch ihre Werte geführt</translation>
    </message>
    <message>
        <source>Best layout</source>
        <translation>Beste Aufteilung</translation>
    </message>
    <message>
        <source>Every valid layout compared</source>
        <translation>Jede gültige Aufteilung verglichen</translation>
    </message>
    <message>
        <source>What is simulated</source>
        <translation>Was simuliert wird</translation>
    </message>
    <message>
        <source>Every point as a table (.csv) or a document (.json), or the chart as a picture (.png, .svg, .pdf)</source>
        <translation>Jeder Punkt als Tabelle (.csv) oder Dokument (.json), oder das Diagramm als Bild (.png, .svg, .pdf)</translation>
    </message>
    <message>
        <source>Take the selected layout and show it in mode Explore; undo brings the former one back</source>
        <translation>Das gewählte Layout übernehmen und im Modus „Erkunden“ zeigen; Rückgängig holt das vorige zurück</translation>
    </message>
    <message>
        <source>Hold the selected layout fast as A (P), to compare with</source>
        <translation>Das gewählte Layout zum Vergleich als A anheften (P)</translation>
    </message>
    <message>
        <source>Every layout as a table (.csv), the best ones as a document (.json), or the chart as a picture (.png, .svg, .pdf)</source>
        <translation>Jedes Layout als Tabelle (.csv), die besten als Dokument (.json) oder das Diagramm als Bild (.png, .svg, .pdf)</translation>
    </message>
    <message>
        <source>Drop the point here to pin it as A</source>
        <translation>Den Punkt hier ablegen, um ihn als A anzuheften</translation>
    </message>
    <message>
        <source>This point does not run, so it cannot be pinned</source>
        <translation>Dieser Punkt läuft nicht und kann nicht angeheftet werden</translation>
    </message>
</context>
<context>
    <name>ui::SweepMode</name>
    <message>
        <source>open a point of the sweep</source>
        <translation>Punkt der Variation öffnen</translation>
    </message>
</context>
<context>
    <name>ui::SweepPane</name>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Linien</translation>
    </message>
    <message>
        <source>By: </source>
        <translation>Nach: </translation>
    </message>
    <message>
        <source>Rows: </source>
        <translation>Zeilen: </translation>
    </message>
    <message>
        <source>Lines: </source>
        <translation>Linien: </translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Stark</translation>
    </message>
    <message>
        <source>Strong scaling: the same global batch</source>
        <translation>Starke Skalierung: derselbe globale Batch</translation>
    </message>
    <message>
        <source>Weak</source>
        <translation>Schwach</translation>
    </message>
    <message>
        <source>Weak scaling: the same samples for each GPU</source>
        <translation>Schwache Skalierung: gleich viele Beispiele je GPU</translation>
    </message>
    <message>
        <source>What stays as GPUs are added</source>
        <translation>Was gleich bleibt, wenn GPUs hinzukommen</translation>
    </message>
    <message>
        <source>one</source>
        <translation>eine</translation>
    </message>
    <message>
        <source>Nothing to sweep</source>
        <translation>Nichts zu variieren</translation>
    </message>
    <message>
        <source>This scenario has no settings with several values.</source>
        <translation>Dieses Szenario hat keine Einstellungen mit mehreren Werten.</translation>
    </message>
    <message>
        <source>Values and prices…</source>
        <translation>Werte und Preise…</translation>
    </message>
</context>
<context>
    <name>ui::SweepValues</name>
    <message>
        <source>Values and prices</source>
        <translation>Werte und Preise</translation>
    </message>
    <message>
        <source>A GPU costs, $ an hour</source>
        <translation>Eine GPU kostet, $ pro Stunde</translation>
    </message>
    <message>
        <source>A GPU draws, W</source>
        <translation>Eine GPU verbraucht, W</translation>
    </message>
    <message>
        <source>1..1024x2 doubles, 1..8 counts, 1,2,4 lists. An empty field: the usual values.</source>
        <translation>1..1024x2 verdoppelt, 1..8 zählt, 1,2,4 nennt einzelne. Ein leeres Feld: die üblichen Werte.</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was nicht stimmt</translation>
    </message>
    <message>
        <source>%1 is no number above 0, up to %2.</source>
        <translation>%1 ist keine Zahl über 0, höchstens %2.</translation>
    </message>
</context>
<context>
    <name>ui::SweepView</name>
    <message>
        <source>Sweep</source>
        <translation>Variation</translation>
    </message>
    <message>
        <source>Every point is a set-up that was simulated by itself. Click one to open it, or drag it to “Pin as A”; a mark in red does not run and says why. A star: something else had to change.</source>
        <translation>Jeder Punkt ist eine Konfiguration, die für sich simuliert wurde. Ein Klick öffnet ihn, nach „Als A anheften“ gezogen wird er angeheftet; was rot markiert ist, läuft nicht und sagt warum. Ein Stern: etwas anderes musste sich ändern.</translation>
    </message>
</context>
<context>
    <name>ui::TableWidget</name>
    <message>
        <source>1 line is on the clipboard.</source>
        <translation>1 Zeile ist in der Zwischenablage.</translation>
    </message>
    <message>
        <source>%1 lines are on the clipboard.</source>
        <translation>%1 Zeilen sind in der Zwischenablage.</translation>
    </message>
</context>
<context>
    <name>ui::TeacherWindow</name>
    <message>
        <source>For the teacher – Parallarium</source>
        <translation>Für Lehrende – Parallarium</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Blank</source>
        <translation>Schwarz</translation>
    </message>
    <message>
        <source>Timer to 0</source>
        <translation>Zeit auf 0</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>No notes for this.</source>
        <translation>Dazu gibt es keine Notizen.</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>Wieder zeigen</translation>
    </message>
    <message>
        <source>Time: %1</source>
        <translation>Zeit: %1</translation>
    </message>
    <message>
        <source>Tell the answer</source>
        <translation>Antwort zeigen</translation>
    </message>
</context>
<context>
    <name>ui::TimelineSearch</name>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>searching …</source>
        <translation>wird gesucht …</translation>
    </message>
    <message>
        <source>searching … %1</source>
        <translation>wird gesucht … %1</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
</context>
<context>
    <name>ui::TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitachse</translation>
    </message>
    <message>
        <source>Nothing to show yet: the model does not fit.</source>
        <translation>Noch nichts zu zeigen: Das Modell passt nicht.</translation>
    </message>
    <message>
        <source>The timeline appears with the first result.</source>
        <translation>Die Zeitachse erscheint mit dem ersten Ergebnis.</translation>
    </message>
    <message>
        <source>One row per GPU, time from left to right; hatched is idle. Drag moves the playhead, the wheel zooms, Shift+wheel pans, a double click shows all; Ctrl+drag measures, Shift+drag selects GPUs and time and says what they did; Z zooms there, Backspace back. The dash-dot line is when the busiest GPU would be done at full speed, never waiting.</source>
        <translation>Eine Zeile pro GPU, die Zeit läuft von links nach rechts; Schraffur ist Leerlauf. Ziehen bewegt die Abspielmarke, das Mausrad zoomt, Umschalt+Mausrad verschiebt, ein Doppelklick zeigt alles; Strg+Ziehen misst, Umschalt+Ziehen wählt GPUs und Zeit aus und sagt, was sie taten; Z zoomt dorthin, Rücktaste zurück. An der Strichpunktlinie wäre die am stärksten ausgelastete GPU bei vollem Tempo fertig, wenn sie nie warten müsste.</translation>
    </message>
</context>
<context>
    <name>ui::TopBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>Rat</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>Szenario</translation>
    </message>
    <message>
        <source>The scenario that is open. Click for the built-in ones, the recent ones, and to open or save a file.</source>
        <translation>Das offene Szenario. Ein Klick zeigt die mitgelieferten und die letzten, öffnet oder speichert eine Datei.</translation>
    </message>
    <message>
        <source>What the window is for at the moment.</source>
        <translation>Wozu das Fenster gerade dient.</translation>
    </message>
    <message>
        <source>What would make this step better (I)</source>
        <translation>Was diesen Schritt verbessern würde (I)</translation>
    </message>
    <message>
        <source>Export a picture</source>
        <translation>Bild exportieren</translation>
    </message>
    <message>
        <source>What would make this step faster or free memory; each idea was simulated.</source>
        <translation>Was diesen Schritt beschleunigen oder Speicher frei machen würde; jede Idee wurde simuliert.</translation>
    </message>
    <message>
        <source>Saves or copies a picture of the timeline, the scene, a chart or the whole window.</source>
        <translation>Speichert oder kopiert ein Bild der Zeitachse, der Szene, eines Diagramms oder des ganzen Fensters.</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1, geändert</translation>
    </message>
    <message>
        <source>Scenario: %1</source>
        <translation>Szenario: %1</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>Wiederholen: %1</translation>
    </message>
    <message>
        <source>Pin as A, to compare with (P)</source>
        <translation>Als A anheften, um damit zu vergleichen (P)</translation>
    </message>
    <message>
        <source>Holds this result fast as A. Then change something, or open another scenario, and see both in mode Compare.</source>
        <translation>Hält dieses Ergebnis als A fest. Ändern Sie dann etwas oder öffnen Sie ein anderes Szenario und sehen Sie beide im Modus Vergleichen.</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>Präsentieren</translation>
    </message>
    <message>
        <source>Show it to a class: the whole screen, in large type (F5)</source>
        <translation>Einer Klasse zeigen: ganzer Bildschirm, große Schrift (F5)</translation>
    </message>
    <message>
        <source>Scene and timeline on the whole screen, in large type, for a lecture room. Esc leads back.</source>
        <translation>Szene und Zeitachse auf dem ganzen Bildschirm, in großer Schrift, für den Hörsaal. Esc führt zurück.</translation>
    </message>
    <message>
        <source>Undoes the last change of the scenario.</source>
        <translation>Macht die letzte Änderung des Szenarios rückgängig.</translation>
    </message>
    <message>
        <source>Redoes the change that was undone.</source>
        <translation>Stellt die rückgängig gemachte Änderung wieder her.</translation>
    </message>
</context>
<context>
    <name>ui::TrainBar</name>
    <message>
        <source>1 step in %1 s</source>
        <translation>1 Schritt in %1 s</translation>
    </message>
    <message>
        <source>full speed</source>
        <translation>volles Tempo</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>One step</source>
        <translation>Ein Schritt</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Begin again, with the same first weights</source>
        <translation>Von vorn beginnen, mit denselben Anfangsgewichten</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>The training run</source>
        <translation>Der Trainingslauf</translation>
    </message>
    <message>
        <source>Start, pause (Space)</source>
        <translation>Starten, Pause (Leertaste)</translation>
    </message>
    <message>
        <source>End the run; the next one begins with the same first weights</source>
        <translation>Lauf beenden; der nächste beginnt mit denselben Anfangsgewichten</translation>
    </message>
    <message>
        <source>How long a step is played, whatever it takes in virtual time.</source>
        <translation>Wie lange ein Schritt abgespielt wird, egal wie lange er in virtueller Zeit dauert.</translation>
    </message>
    <message>
        <source>Measuring how fast this computer is…</source>
        <translation>Das Tempo dieses Computers wird gemessen…</translation>
    </message>
    <message>
        <source>Nothing to train yet</source>
        <translation>Noch nichts zu trainieren</translation>
    </message>
    <message>
        <source>Press Space to start; this is the step as it is predicted</source>
        <translation>Die Leertaste startet; dies ist der Schritt, wie er vorhergesagt wird</translation>
    </message>
    <message>
        <source>The step is complete</source>
        <translation>Der Schritt ist fertig</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>Als Nächstes: %1</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
</context>
<context>
    <name>ui::TrainMode</name>
    <message>
        <source>a scenario that can be trained</source>
        <translation>ein trainierbares Szenario</translation>
    </message>
    <message>
        <source>1 worker on this computer</source>
        <translation>1 Worker auf diesem Computer</translation>
    </message>
    <message>
        <source>%1 workers on this computer</source>
        <translation>%1 Worker auf diesem Computer</translation>
    </message>
    <message>
        <source> · weights compared with %1</source>
        <translation> · Gewichte verglichen mit %1</translation>
    </message>
    <message>
        <source>Loss of step %1: %2</source>
        <translation>Verlust von Schritt %1: %2</translation>
    </message>
</context>
<context>
    <name>ui::TrainPanel</name>
    <message>
        <source>How is the work split?</source>
        <translation>Wie ist die Arbeit aufgeteilt?</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Ablaufplan</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Share gradients</source>
        <translation>Gradienten abgleichen</translation>
    </message>
    <message>
        <source>Sum without rounding</source>
        <translation>Ohne Rundung summieren</translation>
    </message>
    <message>
        <source>Keep this run</source>
        <translation>Diesen Lauf behalten</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Controls of the training run</source>
        <translation>Bedienung des Trainingslaufs</translation>
    </message>
    <message>
        <source>Keeps curve and weights; the next run is compared with them.</source>
        <translation>Behält Kurve und Gewichte; der nächste Lauf wird damit verglichen.</translation>
    </message>
    <message>
        <source>The scenario becomes again what was opened; kept runs are forgotten.</source>
        <translation>Das Szenario wird wieder, wie es geöffnet wurde; behaltene Läufe werden verworfen.</translation>
    </message>
    <message>
        <source>reset</source>
        <translation>zurücksetzen</translation>
    </message>
    <message>
        <source>How far each step moves the weights against their gradients. It can be changed while the run goes on; too large, and the loss grows.</source>
        <translation>Wie weit jeder Schritt die Gewichte gegen ihre Gradienten bewegt. Während des Laufs änderbar; ist sie zu groß, wächst der Verlust.</translation>
    </message>
    <message>
        <source>change learning rate</source>
        <translation>Lernrate ändern</translation>
    </message>
    <message>
        <source>Whether the replicas add up their gradients after every step. Otherwise each learns from its own samples alone, and their weights drift apart.</source>
        <translation>Ob die Repliken ihre Gradienten nach jedem Schritt summieren. Sonst lernt jede nur aus ihren eigenen Beispielen, und ihre Gewichte laufen auseinander.</translation>
    </message>
    <message>
        <source>Adds gradients so that no sum depends on its order: then replicas end with the very weights of one worker. It costs twice the bytes.</source>
        <translation>Summiert Gradienten so, dass keine Summe von ihrer Reihenfolge abhängt: Dann enden die Repliken genau mit den Gewichten eines einzigen Workers. Es kostet doppelt so viele Bytes.</translation>
    </message>
    <message>
        <source>share gradients</source>
        <translation>Gradienten abgleichen</translation>
    </message>
    <message>
        <source>stop sharing gradients</source>
        <translation>Gradienten nicht mehr abgleichen</translation>
    </message>
    <message>
        <source>change how gradients are added</source>
        <translation>Summierung der Gradienten ändern</translation>
    </message>
    <message>
        <source>split by %1</source>
        <translation>Aufteilung „%1“</translation>
    </message>
    <message>
        <source>The next run is compared with it</source>
        <translation>Der nächste Lauf wird damit verglichen</translation>
    </message>
    <message>
        <source>%1 kept; Reset forgets them</source>
        <translation>%1 behalten; „Zurücksetzen“ verwirft sie</translation>
    </message>
</context>
<context>
    <name>ui::TrainingOffer</name>
    <message>
        <source>Nothing to train yet</source>
        <translation>Noch nichts zu trainieren</translation>
    </message>
    <message>
        <source>This scenario is simulated: its model is too large to be trained here. A small network that really learns is split the same way.</source>
        <translation>Dieses Szenario wird simuliert: Sein Modell ist zu groß, um hier trainiert zu werden. Ein kleines Netz, das wirklich lernt, wird genauso aufgeteilt.</translation>
    </message>
    <message>
        <source>Train digits: %1</source>
        <translation>Ziffern trainieren: %1</translation>
    </message>
    <message>
        <source>Train a small gpt: %1</source>
        <translation>Kleines gpt trainieren: %1</translation>
    </message>
</context>
<context>
    <name>ui::UnsavedDialog</name>
    <message>
        <source>Unsaved changes</source>
        <translation>Nicht gespeicherte Änderungen</translation>
    </message>
    <message>
        <source>These changes were never saved. They are kept until you discard them.</source>
        <translation>Diese Änderungen wurden nie gespeichert. Sie bleiben erhalten, bis Sie sie verwerfen.</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation>%1
%2</translation>
    </message>
    <message>
        <source>%1
%2, changed from %3</source>
        <translation>%1
%2, geändert gegenüber %3</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Discard all</source>
        <translation>Alle verwerfen</translation>
    </message>
</context>
<context>
    <name>ui::UnsavedOffers</name>
    <message>
        <source>unsaved changes</source>
        <translation>nicht gespeicherte Änderungen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Restored unsaved changes to &quot;%1&quot; (%2).</source>
        <translation>Nicht gespeicherte Änderungen an „%1“ wiederhergestellt (%2).</translation>
    </message>
    <message>
        <source>Those from another window are kept too.</source>
        <translation>Die aus einem anderen Fenster sind auch noch da.</translation>
    </message>
    <message>
        <source>Those from %1 other windows are kept too.</source>
        <translation>Die aus %1 anderen Fenstern sind auch noch da.</translation>
    </message>
    <message>
        <source>%1 windows closed with unsaved changes, which are kept.</source>
        <translation>%1 Fenster wurden mit nicht gespeicherten Änderungen geschlossen; diese sind noch da.</translation>
    </message>
    <message>
        <source>Unsaved changes to &quot;%1&quot; (%2) are kept.</source>
        <translation>Nicht gespeicherte Änderungen an „%1“ (%2) sind noch da.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>The changes to &quot;%1&quot; are open in another window, or were discarded there.</source>
        <translation>Die Änderungen an „%1“ sind in einem anderen Fenster offen oder wurden dort verworfen.</translation>
    </message>
    <message>
        <source>No unsaved changes are kept.</source>
        <translation>Es gibt keine nicht gespeicherten Änderungen.</translation>
    </message>
</context>
<context>
    <name>ui::ValidationDialog</name>
    <message>
        <source>within 5 %</source>
        <translation>bis 5 %</translation>
    </message>
    <message>
        <source>within 10 %</source>
        <translation>bis 10 %</translation>
    </message>
    <message>
        <source>over 10 %</source>
        <translation>über 10 %</translation>
    </message>
    <message>
        <source>not computed</source>
        <translation>nicht berechnet</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>weicht ab</translation>
    </message>
    <message>
        <source>counted differently</source>
        <translation>anders gezählt</translation>
    </message>
    <message>
        <source>%1 of %2 figures match the published digits. Mean difference %3, largest %4. The worst rows come first.</source>
        <translation>%1 von %2 Werten stimmen in den veröffentlichten Stellen überein. Mittlere Abweichung %3, größte %4. Die schlechtesten Zeilen stehen oben.</translation>
    </message>
    <message>
        <source>%1 step times predicted. Mean error %2, largest %3. The worst rows come first.</source>
        <translation>%1 Schrittzeiten vorhergesagt. Mittlerer Fehler %2, größter %3. Die schlechtesten Zeilen stehen oben.</translation>
    </message>
    <message>
        <source>%1 more cannot be modelled.</source>
        <translation>%1 weitere sind nicht modellierbar.</translation>
    </message>
    <message>
        <source>Published and simulated figures</source>
        <translation>Veröffentlichte und simulierte Werte</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>How far our figures are from published ones: one table at a time, row by row, with a chart of the same rows.</source>
        <translation>Wie weit unsere Werte von veröffentlichten abweichen: eine Tabelle nach der anderen, Zeile für Zeile, mit einem Diagramm derselben Zeilen.</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Predicting the published runs</source>
        <translation>Vorhersage der veröffentlichten Läufe</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>The table as text, with tabs between columns</source>
        <translation>Die Tabelle als Text, mit Tabulatoren zwischen den Spalten</translation>
    </message>
    <message>
        <source>Predicting the published runs…</source>
        <translation>Veröffentlichte Läufe werden vorhergesagt…</translation>
    </message>
    <message>
        <source>Fitted constants</source>
        <translation>Angepasste Konstanten</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Ablaufplan</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>Aufbau</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Veröffentlicht</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Konstante</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>What no data sheet gives was fitted to published runs: %1 constants per generation of software, the same for every model, device and layout.</source>
        <translation>Was kein Datenblatt angibt, wurde an veröffentlichte Läufe angepasst: %1 Konstanten pro Softwaregeneration, dieselben für jedes Modell, jedes Gerät und jede Aufteilung.</translation>
    </message>
</context>
<context>
    <name>ui::ValueSlider</name>
    <message>
        <source>was %1</source>
        <translation>vorher %1</translation>
    </message>
    <message>
        <source>Type a number from %1 to %2</source>
        <translation>Eine Zahl von %1 bis %2 eingeben</translation>
    </message>
    <message>
        <source>A: %1</source>
        <translation>A: %1</translation>
    </message>
</context>
<context>
    <name>ui::Waiting</name>
    <message>
        <source>Reading %1</source>
        <translation>Einlesen: %1</translation>
    </message>
    <message>
        <source>Simulating</source>
        <translation>Simulation läuft</translation>
    </message>
    <message>
        <source>Reading %1. The current scenario stays open until it is done.</source>
        <translation>Einlesen: %1. Das jetzige Szenario bleibt so lange offen.</translation>
    </message>
    <message>
        <source>Simulating. The previous result stays in view until it is done.</source>
        <translation>Simulation läuft. Das vorige Ergebnis bleibt so lange sichtbar.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ui::WhatIf</name>
    <message>
        <source>split by %1</source>
        <translation>Aufteilung „%1“</translation>
    </message>
    <message>
        <source>lock another part of the batch</source>
        <translation>anderen Teil des Batchs fixieren</translation>
    </message>
    <message>
        <source>Ctrl+Z: undo</source>
        <translation>Strg+Z: rückgängig</translation>
    </message>
    <message>
        <source>Two are locked, the third follows. Click to move a lock.</source>
        <translation>Zwei sind fixiert, der dritte Wert folgt. Ein Klick verschiebt eine Fixierung.</translation>
    </message>
</context>
<context>
    <name>ui::WorkersView</name>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>What every worker does in the last step, in virtual time. At the foot of each card are its weights: cells and digits follow from every bit of them, so equal weights look equal.</source>
        <translation>Was jeder Worker im letzten Schritt tut, in virtueller Zeit. Am Fuß jeder Karte stehen seine Gewichte: Felder und Ziffern ergeben sich aus jedem ihrer Bits, gleiche Gewichte sehen also gleich aus.</translation>
    </message>
    <message>
        <source>weights %1</source>
        <translation>Gewichte %1</translation>
    </message>
</context>
</TS>
