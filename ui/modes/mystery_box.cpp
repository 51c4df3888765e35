// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/mystery_box.h"

#include "core/classroom/disguise.h"
#include "ui/document/document.h"
#include "ui/words/text_of.h"

#include <QScopedValueRollback>

namespace ui {

namespace {

QString stepText(const core::Snapshot &snapshot)
{
    return textOf(core::figureOf(snapshot.metrics.step).text());
}

// How long a step takes, or why there is none.
QString outcomeOf(const core::Snapshot &snapshot)
{
    if (!snapshot.metrics.fits) {
        return MysteryBox::tr("Nothing runs: a GPU would need %1, and has %2.")
            .arg(textOf(core::figureOf(snapshot.metrics.fullest().peakMemory).text()),
                 textOf(core::figureOf(snapshot.plan.capacity).text()));
    }
    if (!snapshot.metrics.completed)
        return MysteryBox::tr("The step begins, and never ends.");
    return MysteryBox::tr("A step takes %1.").arg(stepText(snapshot));
}

} // namespace

std::optional<std::uint64_t> MysteryBox::seedFrom(const QString &text)
{
    bool isNumber = false;
    const qulonglong seed = text.trimmed().toULongLong(&isNumber);
    return isNumber && seed >= 1 && seed <= kHighestSeed ? std::optional<std::uint64_t>(seed)
                                                         : std::nullopt;
}

MysteryBox::MysteryBox(Document &document, QObject *parent) : QObject(parent), m_document(document)
{
    connect(&document, &Document::scenarioChanged, this, &MysteryBox::followScenario);
    connect(&document.undoStack(), &QUndoStack::indexChanged, this, &MysteryBox::followScenario);
    connect(&document, &Document::snapshotChanged, this, &MysteryBox::followResult);
}

// With its window, which is half gone: the document must not change any more. Undo still leads to
// the scenario from before.
MysteryBox::~MysteryBox()
{
    m_document.forgetSecret();
    m_document.giveBack();
}

void MysteryBox::open(std::uint64_t seed)
{
    const QScopedValueRollback changing(m_isChanging, true);
    if (m_state != State::Closed)
        m_document.undoStack().setIndex(m_before);
    m_mystery = core::makeMystery(seed);
    m_faulty = core::run(m_mystery.faulty).value();
    m_healthy = core::run(m_mystery.healthy).value();
    m_wrong.clear();
    m_wasTold = false;
    m_before = m_document.undoStack().index();
    m_state = State::Naming;
    m_document.endMerge();
    m_document.putAside();
    m_document.keepSecret({core::shownScenario(m_mystery), core::shownRun(m_mystery)},
                          tr("Mystery box %1").arg(seed));
    m_document.undoStack().setClean(); // nothing that anybody would want back
    Q_EMIT changed();
}

void MysteryBox::name(core::MysteryFault fault)
{
    if (m_state != State::Naming)
        return;
    if (fault == m_mystery.fault)
        return reveal();
    m_wrong.insert(static_cast<int>(fault));
    Q_EMIT changed();
}

void MysteryBox::tell()
{
    if (m_state != State::Naming)
        return;
    m_wasTold = true;
    reveal();
}

// One undo command from before the box to the set-up as it is: what was hidden is no step back.
void MysteryBox::reveal()
{
    const QScopedValueRollback changing(m_isChanging, true);
    m_document.forgetSecret();
    m_document.undoStack().setIndex(m_before);
    m_state = State::Repairing;
    m_document.replace(m_mystery.faulty, tr("Mystery box %1").arg(m_mystery.seed));
    m_document.undoStack().setClean();
    m_document.endMerge();
    Q_EMIT changed();
}

void MysteryBox::leave()
{
    if (m_state == State::Closed)
        return;
    {
        const QScopedValueRollback changing(m_isChanging, true);
        m_document.forgetSecret();
        m_document.undoStack().setIndex(m_before);
    }
    close();
}

void MysteryBox::close()
{
    m_state = State::Closed;
    m_document.forgetSecret();
    m_document.giveBack();
    // The box stays to be done again, and is nothing that was saved.
    if (m_document.isModified())
        m_document.undoStack().resetClean();
    Q_EMIT changed();
    Q_EMIT left();
}

// Undone, or something else was opened, which has a history of its own.
void MysteryBox::followScenario()
{
    if (m_state == State::Closed || m_isChanging)
        return;
    const bool isOpen = m_state == State::Naming ? m_document.keepsSecret()
                                                 : m_document.undoStack().index() > m_before;
    if (!isOpen || m_document.undoStack().count() <= m_before)
        close();
}

void MysteryBox::followResult()
{
    const core::SnapshotPtr &snapshot = m_document.snapshot();
    if (m_state == State::Closed || !snapshot || !(snapshot->scenario == m_document.scenario()))
        return;
    if (m_state == State::Repairing && core::isRepaired(m_mystery, *snapshot, *m_healthy))
        m_state = State::Repaired;
    Q_EMIT changed();
}

// How much memory is needed would be the answer.
QString MysteryBox::seen() const
{
    if (!m_faulty)
        return {};
    return m_faulty->metrics.fits ? outcomeOf(*m_faulty) : tr("The step cannot start.");
}

QString MysteryBox::clue() const
{
    return m_faulty ? textOf(core::clueOf(m_mystery, *m_faulty)) : QString();
}

QString MysteryBox::goal() const
{
    if (!m_healthy)
        return {};
    const core::Nanos most = core::longestRepaired(*m_healthy);
    return tr("Now repair it, in the panel on the left or by a right click on a GPU or a link: the "
              "same work on as many GPUs, in at most %1. Without the fault it takes %2.")
        .arg(textOf(core::figureOf(most).text()), stepText(*m_healthy));
}

QString MysteryBox::now() const
{
    const core::SnapshotPtr &snapshot = m_document.snapshot();
    return snapshot && snapshot->scenario == m_document.scenario() ? outcomeOf(*snapshot)
                                                                   : QString();
}

} // namespace ui
