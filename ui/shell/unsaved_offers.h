// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/message_strip.h"
#include "ui/shell/unsaved_folder.h"

#include <QObject>

#include <functional>

class QWidget;

namespace ui {

class ReadingBridge;
class RecoveryFile;

// Offers unsaved changes left by windows that are gone. An offer stands until the changes are
// restored or discarded, however often the program is started meanwhile.
class UnsavedOffers : public QObject
{
    Q_OBJECT

public:
    // Opens the base, and the changes on top as one undo step.
    using Open = std::function<void(const core::Scenario &base, const core::Unsaved &unsaved)>;

    UnsavedOffers(RecoveryFile &recovery, ReadingBridge &reading, Open open, QWidget *dialogParent);

    // At startup: restores the newest, or says that there are some.
    enum class AtStart { BringBack, Tell };
    void look(AtStart what);
    void showAll();
    void restore(const UnsavedEntry &entry);
    void discard(const UnsavedEntry &entry);

Q_SIGNALS:
    void message(const ui::Message &message);

private:
    void read(std::function<void(const QList<UnsavedEntry> &)> then);
    void bringBack(const QList<UnsavedEntry> &entries);
    void tell(const QList<UnsavedEntry> &entries);
    void sayAtStart(Message said);
    [[nodiscard]] Message::Button showButton();

    RecoveryFile &m_recovery;
    ReadingBridge &m_reading;
    Open m_open;
    QWidget *m_dialogParent;
};

} // namespace ui
