// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/scenario_files.h"

#include "core/io/file/files.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"
#include "ui/document/document.h"
#include "ui/shell/kernel_rules_dialog.h"
#include "ui/shell/launch_dialog.h"
#include "ui/shell/suggested_name.h"
#include "ui/words/classroom_texts.h"
#include "ui/words/text_of.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>

#include <memory>
#include <utility>

namespace ui {

namespace {

QString lastKey()
{
    return QStringLiteral("files/last");
}

bool isBuiltin(const QString &origin)
{
    return core::findBuiltinScenario(origin.toStdString()) != nullptr;
}

QFileDialog *fileDialog(QWidget *parent, const QString &title, const QString &path)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters(
        {ScenarioFiles::tr("Scenarios, traces, exported pictures and schedules "
                           "(*.json *.png *.svg *.pdf *.csv *.jsonl *.gz)"),
         ScenarioFiles::tr(
             "Launch scripts and configurations (*.sh *.bash *.slurm *.sbatch *.pbs *.qsub "
             "*.lsf *.log *.txt *.toml *.yaml *.yml *.json)"),
         ScenarioFiles::tr("All files (*)")});
    if (!path.isEmpty())
        dialog->setDirectory(QFileInfo(path).path());
    return dialog;
}

} // namespace

ScenarioFiles::ScenarioFiles(Document &document, QSettings &settings, const QString &recoveryFolder,
                             QWidget *dialogParent)
    : QObject(dialogParent), m_document(document), m_settings(settings), m_recent(settings),
      m_recovery(document, recoveryFolder), m_dialogParent(dialogParent),
      m_offers(
          m_recovery, m_reading,
          [this](const core::Scenario &base, const core::Unsaved &unsaved) {
              m_resumes = true;
              open({base, textOf(unsaved.path), textOf(unsaved.origin)});
              m_document.edit(unsaved.scenario, tr("restored changes"));
          },
          dialogParent)
{
    connect(&m_offers, &UnsavedOffers::message, this, &ScenarioFiles::message);
}

QString ScenarioFiles::defaultScenario()
{
    return QStringLiteral("llama7b-pp4");
}

void ScenarioFiles::openFirst(const QStringList &arguments)
{
    using enum UnsavedOffers::AtStart;
    m_resumes = arguments.isEmpty();
    const QString origin = m_resumes ? m_settings.value(lastKey()).toString() : arguments.front();
    const auto look = [this, what = m_resumes ? BringBack : Tell] { m_offers.look(what); };
    // The last open file may have moved since; that needs no message.
    // A configuration or a schedule changes the default scenario.
    if (arguments.size() > 1 || (!isBuiltin(origin) && (!m_resumes || QFile::exists(origin))))
        return read({.paths = m_resumes ? QStringList{origin} : arguments,
                     .base = core::loadScenario(defaultScenario().toStdString()).value()},
                    look);
    openBuiltin(isBuiltin(origin) ? origin : defaultScenario());
    look();
}

void ScenarioFiles::openMeanwhile()
{
    if (!m_hasScenario)
        openBuiltin(defaultScenario());
}

void ScenarioFiles::openBuiltin(const QString &id)
{
    core::Result<core::Scenario> scenario = core::loadScenario(id.toStdString());
    if (!scenario)
        return refuse({textOf(scenario.error().message), id, {}});
    open({std::move(scenario).value(), {}, id});
}

void ScenarioFiles::openScenario(const core::Scenario &scenario, const QString &id)
{
    open({scenario, {}, id});
}

void ScenarioFiles::openFiles(const QStringList &paths)
{
    read({.paths = paths, .base = m_document.scenario()}, {});
}

void ScenarioFiles::importSchedule(const QString &path)
{
    read({.paths = {path}, .as = ToRead::As::Schedule, .base = m_document.scenario()}, {});
}

void ScenarioFiles::read(ToRead what, Then then)
{
    what.rules = kernelRulesOf(m_settings);
    const QString name = what.paths.size() == 1 ? QFileInfo(what.paths.front()).fileName()
                                                : tr("%1 files").arg(what.paths.size());
    m_reading.read(
        name, [this, what = std::move(what), then = std::move(then)](const core::Watch &watch) {
            const auto early = [this, &what, &watch](const Recorded &soFar) {
                m_reading.meanwhile(watch.stop, [this, what, soFar] {
                    deliver(what, {soFar, {}}, {});
                });
            };
            const auto opening = std::make_shared<const Opening>(readFiles(what, watch, early));
            return [this, what, then, opening] { deliver(what, *opening, then); };
        });
}

void ScenarioFiles::readAgain(const QByteArray &text, const core::LaunchAnswers &answers)
{
    const QString name = tr("Clipboard");
    const ToRead what{.paths = {}, .base = m_document.scenario(), .answers = answers};
    m_reading.read(name, [this, text, name, what](const core::Watch &) {
        const auto opening = std::make_shared<const Opening>(readText(text, name, what));
        return [this, text, what, opening] {
            if (std::holds_alternative<Change>(opening->what) && m_document.scenario() != what.base)
                readAgain(text, what.answers);
            else if (const Questioned *open = std::get_if<Questioned>(&opening->what))
                ask(*open, what.answers,
                    [this, text](const core::LaunchAnswers &given) { readAgain(text, given); });
            else
                deliver(what, *opening, {});
        };
    });
}

void ScenarioFiles::ask(const Questioned &questioned, const core::LaunchAnswers &known,
                        const Answered &then)
{
    openMeanwhile();
    LaunchDialog::open(questioned.name, questioned.questions, known, then, m_dialogParent);
}

void ScenarioFiles::deliver(const ToRead &what, const Opening &opening, const Then &then)
{
    using Kind = Message::Kind;
    const auto tell = [this, &opening](Kind kind) {
        if (!opening.note.isEmpty())
            Q_EMIT message({kind, opening.note, {}});
    };
    if (const Whole *whole = std::get_if<Whole>(&opening.what)) {
        open(*whole);
        if (!what.paths.isEmpty() && !whole->origin.isEmpty())
            m_recent.add(whole->origin);
        tell(Kind::Note);
    } else {
        openMeanwhile();
        if (const Recorded *recorded = std::get_if<Recorded>(&opening.what)) {
            Q_EMIT recordedRunRequested(*recorded);
            tell(Kind::Note);
        } else if (const Taught *taught = std::get_if<Taught>(&opening.what)) {
            Q_EMIT taughtRequested(taught->file, taught->folder);
            tell(Kind::Problem);
        } else if (const Change *change = std::get_if<Change>(&opening.what)) {
            if (m_document.scenario() != what.base) // the user went on meanwhile
                return read({.paths = what.paths, .as = what.as, .base = m_document.scenario()},
                            then);
            apply(*change, opening.note);
        } else if (const Questioned *asked = std::get_if<Questioned>(&opening.what)) {
            ask(*asked, what.answers, [this, what](const core::LaunchAnswers &given) {
                read({.paths = what.paths, .base = m_document.scenario(), .answers = given}, {});
            });
        } else {
            refuse(std::get<Refusal>(opening.what));
        }
    }
    if (then)
        then();
}

void ScenarioFiles::refuse(const Refusal &refusal)
{
    Message said{Message::Kind::Problem, refusal.sentence, {}};
    if (!refusal.mistakes.none())
        said.buttons.append({tr("Show all"), [this, refusal] {
                                 Q_EMIT mistakesRequested(refusal.name, refusal.mistakes);
                             }});
    Q_EMIT message(said);
}

void ScenarioFiles::apply(const Change &change, const QString &note)
{
    Message said{Message::Kind::Note,
                 note.isEmpty() ? change.sentence : note + QChar::Space + change.sentence,
                 {}};
    if (!change.step.isEmpty()) {
        m_document.edit(change.scenario, change.step);
        said.buttons.append({tr("Undo"), [this] { m_document.undoStack().undo(); }});
        said.ofLastChange = true;
    }
    Q_EMIT message(said);
}

void ScenarioFiles::open(const Whole &whole)
{
    const bool keeps = m_document.isModified();
    const core::Unsaved left{m_document.unsaved(), m_origin.toStdString(),
                             m_document.path().toStdString(), true};
    const core::Scenario savedBefore = m_document.saved();
    m_origin = whole.origin;
    m_hasScenario = true;
    m_recovery.setOrigin(whole.origin);
    m_settings.setValue(lastKey(), whole.origin);
    m_document.open(whole.scenario, whole.path,
                    isBuiltin(whole.origin) ? Document::TitleIs::OfSetup : Document::TitleIs::Own);
    m_resumes = false;
    if (!keeps)
        return;
    const QString file = m_recovery.leaveBehind(left);
    const auto goBack = [this, left, file, savedBefore] {
        m_recovery.remove(file);
        open({savedBefore, textOf(left.path), textOf(left.origin)});
        // On the saved state, so that the changes are one undo step and count as not saved.
        m_document.edit(left.scenario, tr("unsaved changes"));
    };
    Q_EMIT message({Message::Kind::Note,
                    tr("Your changes to \"%1\" are not saved.").arg(titleInLanguage(left.scenario)),
                    {{tr("Go back to them"), goBack}}});
}

void ScenarioFiles::goOn(const Standing &standing)
{
    m_origin = standing.origin;
    m_hasScenario = true;
    m_recovery.setOrigin(standing.origin);
    if (!standing.unsaved.isEmpty())
        (void)m_recovery.take(standing.unsaved);
}

void ScenarioFiles::askToOpen()
{
    QFileDialog *dialog = fileDialog(m_dialogParent, tr("Open a scenario"), m_document.path());
    // A recorded run has a file for each rank.
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &ScenarioFiles::openFiles);
    dialog->open();
}

void ScenarioFiles::save()
{
    if (m_document.path().isEmpty())
        askToSaveAs();
    else
        saveTo(m_document.path());
}

void ScenarioFiles::askToSaveAs()
{
    QFileDialog *dialog = fileDialog(m_dialogParent, tr("Save the scenario"), m_document.path());
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Scenarios (*.json)")});
    // By which the system knows a scenario from other JSON: a double click opens it here.
    dialog->setDefaultSuffix(QStringLiteral("parallarium.json"));
    dialog->selectFile(m_document.path().isEmpty()
                           ? suggestedName(QString::fromStdString(m_document.scenario().title)) +
                                 QStringLiteral(".parallarium.json")
                           : QFileInfo(m_document.path()).fileName());
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &path) { saveTo(path); });
    dialog->open();
}

bool ScenarioFiles::saveTo(const QString &path)
{
    const core::Status written =
        core::writeFile(QFile::encodeName(path).toStdString(), asText().toStdString());
    if (!written) {
        refuse({textOf(written.error().message), QFileInfo(path).fileName(), {}});
        return false;
    }
    const QString absolute = QFileInfo(path).absoluteFilePath();
    m_document.markSaved(absolute);
    m_recent.add(absolute);
    m_origin = absolute;
    m_recovery.setOrigin(absolute);
    m_settings.setValue(lastKey(), absolute);
    m_recovery.writeNow();
    return true;
}

QByteArray ScenarioFiles::asText() const
{
    return QByteArray::fromStdString(core::scenarioToJson(m_document.scenario()));
}

void ScenarioFiles::forget(const QString &path)
{
    m_recent.remove(path);
}

void ScenarioFiles::openRecent(const QString &path)
{
    if (QFile::exists(path)) {
        openFile(path);
        return;
    }
    const auto locate = [this, path] {
        forget(path);
        askToOpen();
    };
    Q_EMIT message(
        {Message::Kind::Problem,
         tr("%1 is no longer where it was.").arg(path),
         {{tr("Remove from the list"), [this, path] { forget(path); }}, {tr("Locate…"), locate}}});
}

} // namespace ui
