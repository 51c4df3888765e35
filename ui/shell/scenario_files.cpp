// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/scenario_files.h"

#include "core/io/file/files.h"
#include "core/io/huggingface/read_hf_config.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"
#include "ui/document/document.h"
#include "ui/export/scenario_png.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>

#include <functional>
#include <utility>

namespace ui {

namespace {

QString lastKey()
{
    return QStringLiteral("files/last");
}

std::string bytesOf(const QString &path)
{
    return QFile::encodeName(path).toStdString();
}

struct Loaded
{
    core::Scenario scenario;
    bool savable = false; // a scenario must not take the place of a picture or of a model's config
};

core::Result<Loaded> loadBytes(const std::string &bytes, const QString &path)
{
    const QFileInfo file(path);
    const std::string name = file.fileName().toStdString();
    const bool picture = isPng(bytes);
    core::Result<core::Scenario> scenario =
        picture ? scenarioFromPng(bytes, name)
                : core::scenarioFromJson(bytes, name, bytesOf(file.absolutePath()));
    if (!scenario)
        return scenario.error();
    return Loaded{std::move(scenario).value(), !picture && !core::isHfConfig(bytes)};
}

core::Result<Loaded> loadFile(const QString &path)
{
    const core::Result<std::string> bytes =
        core::readFile(bytesOf(path), core::kLargestScenarioFile);
    if (!bytes)
        return bytes.error();
    return loadBytes(bytes.value(), path);
}

QFileDialog *fileDialog(QWidget *parent, const QString &title, const QString &path)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters({ScenarioFiles::tr("Scenarios and exported pictures (*.json *.png)"),
                            ScenarioFiles::tr("All files (*)")});
    if (!path.isEmpty())
        dialog->setDirectory(QFileInfo(path).path());
    return dialog;
}

} // namespace

ScenarioFiles::ScenarioFiles(Document &document, QSettings &settings, const QString &recoveryPath,
                             QWidget *dialogParent)
    : QObject(dialogParent), m_document(document), m_settings(settings), m_recent(settings),
      m_recovery(document, recoveryPath), m_dialogParent(dialogParent)
{}

QString ScenarioFiles::defaultScenario()
{
    return QStringLiteral("llama7b-pp4");
}

void ScenarioFiles::openFirst(const QString &argument)
{
    const bool recovered = argument.isEmpty() && m_recovery.exists();
    const QString origin = argument.isEmpty() ? m_settings.value(lastKey()).toString() : argument;
    const bool builtin = core::findBuiltinScenario(origin.toStdString()) != nullptr;
    if (builtin)
        openBuiltin(origin);
    // What was open last may have moved since; that is worth no message.
    else if (origin.isEmpty() || (argument.isEmpty() && !QFile::exists(origin)) ||
             !openFile(origin))
        openBuiltin(defaultScenario());
    if (recovered)
        restoreUnsaved();
}

void ScenarioFiles::restoreUnsaved()
{
    core::Result<Loaded> unsaved = loadFile(m_recovery.path());
    if (!unsaved || unsaved.value().scenario == m_document.scenario())
        return;
    m_document.edit(std::move(unsaved.value().scenario), tr("changes of last time"));
    Q_EMIT message({Message::Kind::Note,
                    tr("These are your changes of last time; they are not saved yet."),
                    {{tr("Undo them"), [this] { m_document.undoStack().undo(); }}}});
}

void ScenarioFiles::openBuiltin(const QString &id)
{
    core::Result<core::Scenario> scenario = core::loadScenario(id.toStdString());
    if (!scenario)
        return complain(scenario.error());
    open(std::move(scenario).value(), {}, id);
}

bool ScenarioFiles::openFile(const QString &path)
{
    const core::Result<std::string> bytes =
        core::readFile(bytesOf(path), core::kLargestScenarioFile);
    if (!bytes) {
        complain(bytes.error());
        return false;
    }
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const QString name = QFileInfo(path).fileName();
    if (isConfig(bytes.value())) {
        if (!m_hasScenario) // nothing is open that it could change
            openBuiltin(defaultScenario());
        return apply(withConfig(m_document.scenario(), bytes.value(), name), name);
    }
    core::Result<Loaded> loaded = loadBytes(bytes.value(), path);
    if (!loaded) {
        complain(loaded.error());
        return false;
    }
    m_recent.add(absolute);
    open(std::move(loaded.value().scenario), loaded.value().savable ? absolute : QString(),
         absolute);
    return true;
}

bool ScenarioFiles::openText(const QByteArray &json)
{
    const QString name = tr("Clipboard");
    const std::string text = json.toStdString();
    if (json.trimmed().isEmpty()) {
        complain({tr("The clipboard holds no text: copy a scenario, a config.json of Hugging Face "
                     "or a configuration of DeepSpeed first.")
                      .toStdString()});
        return false;
    }
    if (isConfig(text))
        return apply(withConfig(m_document.scenario(), text, name), name);
    core::Result<core::Scenario> scenario = core::scenarioFromJson(text, name.toStdString());
    if (!scenario) {
        complain(scenario.error());
        return false;
    }
    open(std::move(scenario).value(), {}, {});
    return true;
}

bool ScenarioFiles::apply(const core::Result<ConfigChange> &change, const QString &name)
{
    if (!change) {
        complain(change.error());
        return false;
    }
    if (change.value().scenario == m_document.scenario()) {
        Q_EMIT message({Message::Kind::Note,
                        tr("%1 changes nothing: all of it is so already.").arg(name),
                        {}});
        return true;
    }
    m_document.edit(change.value().scenario, tr("apply %1").arg(name));
    Q_EMIT message({Message::Kind::Note,
                    change.value().sentence,
                    {{tr("Undo"), [this] { m_document.undoStack().undo(); }}}});
    return true;
}

void ScenarioFiles::open(core::Scenario scenario, const QString &path, const QString &origin)
{
    const bool keeps = m_document.isModified();
    const Kept kept{m_document.scenario(), m_document.path(), m_origin};
    m_origin = origin;
    m_hasScenario = true;
    m_settings.setValue(lastKey(), origin);
    const bool builtin = core::findBuiltinScenario(origin.toStdString()) != nullptr;
    m_document.open(std::move(scenario), path,
                    builtin ? Document::TitleIs::OfSetup : Document::TitleIs::Own);
    if (keeps)
        Q_EMIT message({Message::Kind::Note,
                        tr("Your changes to \"%1\" are not saved.")
                            .arg(QString::fromStdString(kept.scenario.title)),
                        {{tr("Go back to them"), [this, kept] { bringBack(kept); }}}});
}

void ScenarioFiles::bringBack(const Kept &kept)
{
    // From the saved state, so that the changes are one undo step and count as not saved.
    const bool fromFile = !kept.path.isEmpty() && openFile(kept.path);
    if (!fromFile && core::findBuiltinScenario(kept.origin.toStdString()) != nullptr)
        openBuiltin(kept.origin);
    m_document.edit(kept.scenario, tr("changes that were not saved"));
}

void ScenarioFiles::complain(const core::Error &error)
{
    Q_EMIT message({Message::Kind::Problem, QString::fromStdString(error.message), {}});
}

void ScenarioFiles::askToOpen()
{
    QFileDialog *dialog = fileDialog(m_dialogParent, tr("Open a scenario"), m_document.path());
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &path) { openFile(path); });
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
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &path) { saveTo(path); });
    dialog->open();
}

bool ScenarioFiles::saveTo(const QString &path)
{
    const core::Status written = core::writeFile(bytesOf(path), asText().toStdString());
    if (!written) {
        complain(written.error());
        return false;
    }
    const QString absolute = QFileInfo(path).absoluteFilePath();
    m_document.markSaved(absolute);
    m_recent.add(absolute);
    m_origin = absolute;
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
