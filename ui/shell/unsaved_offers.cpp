// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/unsaved_offers.h"

#include "core/io/file/file_lock.h"
#include "ui/bridge/reading_bridge.h"
#include "ui/shell/recovery_file.h"
#include "ui/shell/unsaved_dialog.h"
#include "ui/words/classroom_texts.h"
#include "ui/words/text_of.h"

#include <QLocale>

#include <memory>
#include <utility>

namespace ui {

namespace {

QString titleOf(const UnsavedEntry &entry)
{
    return titleInLanguage(entry.unsaved.scenario);
}

QString timeOf(const UnsavedEntry &entry)
{
    return QLocale().toString(entry.changed, QLocale::ShortFormat);
}

} // namespace

UnsavedOffers::UnsavedOffers(RecoveryFile &recovery, ReadingBridge &reading, Open open,
                             QWidget *dialogParent)
    : m_recovery(recovery), m_reading(reading), m_open(std::move(open)),
      m_dialogParent(dialogParent)
{}

void UnsavedOffers::read(std::function<void(const QList<UnsavedEntry> &)> then)
{
    m_reading.read(tr("unsaved changes"), [folder = m_recovery.folder(),
                                           then = std::move(then)](const core::Watch &watch) {
        const auto entries = std::make_shared<const QList<UnsavedEntry>>(unsavedIn(folder, watch));
        return [entries, then] { then(*entries); };
    });
}

void UnsavedOffers::look(AtStart what)
{
    if (!hasUnsaved(m_recovery.folder()))
        return;
    read([this, what](const QList<UnsavedEntry> &entries) {
        if (what == AtStart::BringBack)
            bringBack(entries);
        else
            tell(entries);
    });
}

Message::Button UnsavedOffers::showButton()
{
    return {tr("Show"), [this] { showAll(); }};
}

void UnsavedOffers::bringBack(const QList<UnsavedEntry> &entries)
{
    int others = 0;
    const UnsavedEntry *taken = nullptr;
    for (const UnsavedEntry &entry : entries) {
        if (entry.unsaved.leftBehind)
            continue; // the window went on without them
        if (taken == nullptr && m_recovery.take(entry.file))
            taken = &entry;
        else
            ++others;
    }
    if (taken == nullptr)
        return;
    m_open(taken->base, taken->unsaved);
    Message said{
        Message::Kind::Note,
        tr("Restored unsaved changes to \"%1\" (%2).").arg(titleOf(*taken), timeOf(*taken)),
        {}};
    if (others > 0) {
        said.text += QChar::Space +
                     (others == 1 ? tr("Those from another window are kept too.")
                                  : tr("Those from %1 other windows are kept too.").arg(others));
        said.buttons.append(showButton());
    }
    sayAtStart(said);
}

// Behind what the start itself has to say, such as that its file cannot be opened.
void UnsavedOffers::sayAtStart(Message said)
{
    said.waits = true;
    Q_EMIT message(said);
}

void UnsavedOffers::tell(const QList<UnsavedEntry> &entries)
{
    QList<UnsavedEntry> offered;
    for (const UnsavedEntry &entry : entries) {
        if (!entry.unsaved.leftBehind)
            offered.append(entry);
    }
    if (offered.isEmpty())
        return;
    if (offered.size() > 1) {
        sayAtStart(
            {Message::Kind::Note,
             tr("%1 windows closed with unsaved changes, which are kept.").arg(offered.size()),
             {showButton()}});
        return;
    }
    const UnsavedEntry &entry = offered.front();
    sayAtStart({Message::Kind::Note,
                tr("Unsaved changes to \"%1\" (%2) are kept.").arg(titleOf(entry), timeOf(entry)),
                {{tr("Restore"), [this, entry] { restore(entry); }},
                 {tr("Discard"), [this, entry] { discard(entry); }}}});
}

void UnsavedOffers::restore(const UnsavedEntry &entry)
{
    if (!m_recovery.take(entry.file)) {
        Q_EMIT message({Message::Kind::Problem,
                        tr("The changes to \"%1\" are open in another window, or were discarded "
                           "there.")
                            .arg(titleOf(entry)),
                        {}});
        return;
    }
    m_open(entry.base, entry.unsaved);
}

void UnsavedOffers::discard(const UnsavedEntry &entry)
{
    if (const auto hold = core::FileLock::take(lockOf(entry.file)))
        m_recovery.remove(entry.file);
}

void UnsavedOffers::showAll()
{
    read([this](const QList<UnsavedEntry> &entries) {
        if (entries.isEmpty())
            Q_EMIT message({Message::Kind::Note, tr("No unsaved changes are kept."), {}});
        else
            UnsavedDialog::open(*this, entries, m_dialogParent);
    });
}

} // namespace ui
