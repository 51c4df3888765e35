// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/file/file_lock.h"
#include "core/io/scenario/unsaved.h"
#include "ui/bridge/writing_bridge.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <optional>

namespace ui {

class Document;

// Keeps changes that are not saved in a file of this window's own, so that neither a crash nor
// closing the window loses them. While the window lives it holds a lock beside the file: unlocked
// files were left by windows that are gone (unsaved_folder.h).
class RecoveryFile : public QObject
{
    Q_OBJECT

public:
    // With an empty folder nothing is kept.
    RecoveryFile(Document &document, const QString &folder, QObject *parent = nullptr);
    ~RecoveryFile() override;

    [[nodiscard]] QString folder() const { return m_folder; }
    [[nodiscard]] QString file() const { return m_file; }
    // What the document was before it was changed: a built-in scenario's id, or a path.
    void setOrigin(const QString &origin) { m_origin = origin; }
    void writeNow(); // or removes it, when everything is saved
    void finish();   // writeNow(), and waits until it is done

    // Takes over the file of a window that is gone; false: another window was faster.
    bool take(const QString &file);
    // Writes this to a file that no window holds, and returns its path.
    QString leaveBehind(const core::Unsaved &unsaved);
    void remove(const QString &file);

private:
    [[nodiscard]] bool hold();
    [[nodiscard]] QString newFile() const;
    void write(const QString &file, core::Unsaved unsaved);

    Document &m_document;
    QString m_folder;
    QString m_origin;
    QString m_file; // empty until something was to be kept
    std::optional<core::FileLock> m_lock;
    QTimer m_soon;
    WritingBridge m_writing; // last: all is written before the lock goes
};

} // namespace ui
