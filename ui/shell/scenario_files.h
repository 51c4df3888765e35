// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/scenario/scenario.h"
#include "ui/bridge/reading_bridge.h"
#include "ui/shell/message_strip.h"
#include "ui/shell/opening.h"
#include "ui/shell/recent_files.h"
#include "ui/shell/recovery_file.h"
#include "ui/shell/unsaved_offers.h"

#include <QObject>

#include <functional>

class QWidget;

namespace ui {

class Document;

// From scenarios and files to the document and back. Files are read in the background; of several
// requests the newest is opened. Errors go to message(); the old scenario stays.
class ScenarioFiles : public QObject
{
    Q_OBJECT

public:
    // dialogParent may be null; recoveryFolder may be empty.
    ScenarioFiles(Document &document, QSettings &settings, const QString &recoveryFolder,
                  QWidget *dialogParent);

    // What the window opens first: argument (a file or the id of a built-in scenario), else changes
    // that were not saved, else what was open last, else "4 GPUs, pipeline".
    void openFirst(const QStringList &arguments);
    // The window must not be empty while its first file is read.
    void openMeanwhile();
    void openBuiltin(const QString &id);
    // Made of a built-in one, whose id is opened again with the next start.
    void openScenario(const core::Scenario &scenario, const QString &id);
    // A scenario, or a picture that carries one; a config.json of Hugging Face, a configuration of
    // DeepSpeed or a schedule changes the scenario that is open, as one undo step; what a framework
    // is started with takes its place. Of several files
    // the first that can be opened is taken.
    void openFiles(const QStringList &paths);
    void openFile(const QString &path) { openFiles({path}); }
    void importSchedule(const QString &path); // whatever its name is
    void openText(const QByteArray &text) { readAgain(text, {}); }
    void askToOpen();
    [[nodiscard]] ReadingBridge &reading() { return m_reading; }
    // While what is opened is what the window left, not what a person asked for.
    [[nodiscard]] bool isResuming() const { return m_resumes; }

    void save(); // asks for a name if there is none
    void askToSaveAs();
    bool saveTo(const QString &path);
    [[nodiscard]] QByteArray asText() const;
    // On exit: keeps unsaved changes.
    void keepUnsaved() { m_recovery.finish(); }
    // What a window made anew needs to go on with the same document.
    struct Standing
    {
        QString origin;
        QString unsaved; // the file that keeps what is not saved
    };
    [[nodiscard]] Standing standing() const { return {m_origin, m_recovery.file()}; }
    void goOn(const Standing &standing);
    void showUnsaved() { m_offers.showAll(); }

    [[nodiscard]] QStringList recent() const { return m_recent.paths(); }
    void forget(const QString &path);
    void openRecent(const QString &path); // offers to remove or locate it when it is gone

    // The built-in scenario that a new window shows.
    static QString defaultScenario();

Q_SIGNALS:
    void message(const ui::Message &message);
    void taughtRequested(const core::ClassroomFile &file, const QString &folder);
    void recordedRunRequested(const ui::Recorded &recorded);
    void mistakesRequested(const QString &name, const core::OrderErrors &mistakes);

private:
    using Then = std::function<void()>;
    void read(ToRead what, Then then);
    void readAgain(const QByteArray &text, const core::LaunchAnswers &answers);
    // Asks what a script leaves open, and hands the answers on.
    using Answered = std::function<void(const core::LaunchAnswers &)>;
    void ask(const Questioned &questioned, const core::LaunchAnswers &known, const Answered &then);
    void deliver(const ToRead &what, const Opening &opening, const Then &then);
    void apply(const Change &change, const QString &note);
    void refuse(const Refusal &refusal);
    void open(const Whole &whole);

    Document &m_document;
    QSettings &m_settings;
    RecentFiles m_recent;
    RecoveryFile m_recovery;
    QWidget *m_dialogParent;
    QString m_origin;           // id of the built-in scenario, or path, that the document came from
    bool m_hasScenario = false; // one was opened
    bool m_resumes = false;
    ReadingBridge m_reading;
    UnsavedOffers m_offers;
};

} // namespace ui
