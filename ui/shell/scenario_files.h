// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/scenario.h"
#include "ui/shell/config_change.h"
#include "ui/shell/message_strip.h"
#include "ui/shell/recent_files.h"
#include "ui/shell/recovery_file.h"

#include <QObject>

#include <optional>

class QWidget;

namespace ui {

class Document;

// From scenarios and files to the document and back. What goes wrong is said by message(); the old
// scenario stays.
class ScenarioFiles : public QObject
{
    Q_OBJECT

public:
    // dialogParent may be null; recoveryPath may be empty.
    ScenarioFiles(Document &document, QSettings &settings, const QString &recoveryPath,
                  QWidget *dialogParent);

    // What the window opens first: argument (a file or the id of a built-in scenario), else changes
    // that were not saved, else what was open last, else "4 GPUs, pipeline".
    void openFirst(const QString &argument);
    void openBuiltin(const QString &id);
    // A scenario, or a picture that carries one; a config.json of Hugging Face or a configuration
    // of DeepSpeed changes the scenario that is open, as one undo step.
    bool openFile(const QString &path);
    bool openText(const QByteArray &json);
    void askToOpen();
    void save(); // asks for a name where there is none
    void askToSaveAs();
    bool saveTo(const QString &path);
    [[nodiscard]] QByteArray asText() const;
    // At the end: keeps what is not saved.
    void keepUnsaved() { m_recovery.writeNow(); }

    [[nodiscard]] QStringList recent() const { return m_recent.paths(); }
    void forget(const QString &path);
    void openRecent(const QString &path); // offers to remove or locate it when it is gone

    // The built-in scenario that a new window shows.
    static QString defaultScenario();

Q_SIGNALS:
    void message(const ui::Message &message);

private:
    struct Kept
    {
        core::Scenario scenario;
        QString path;
        QString origin;
    };

    void open(core::Scenario scenario, const QString &path, const QString &origin);
    bool apply(const core::Result<ConfigChange> &change, const QString &name);
    void bringBack(const Kept &kept);
    void restoreUnsaved();
    void complain(const core::Error &error);

    Document &m_document;
    QSettings &m_settings;
    RecentFiles m_recent;
    RecoveryFile m_recovery;
    QWidget *m_dialogParent;
    QString m_origin;           // id of the built-in scenario, or path, that the document came from
    bool m_hasScenario = false; // one was opened
};

} // namespace ui
