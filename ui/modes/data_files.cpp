// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/data_files.h"

#include "core/io/live/idx_file.h"
#include "core/io/live/training_data.h"
#include "core/scenario/train.h"
#include "ui/document/document.h"
#include "ui/panels/train_panel.h"
#include "ui/words/text_of.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>

#include <utility>

namespace ui {

namespace {

QString idxKind()
{
    return QStringLiteral("idx");
}

QString pathOf(const core::TrainSpec &train)
{
    const std::size_t colon = train.data.find(':');
    return colon == std::string::npos ? QString()
                                      : QFile::decodeName(train.data.c_str() + colon + 1);
}

} // namespace

DataFiles::DataFiles(Document &document, TrainPanel &panel)
    : QObject(&panel), m_document(document), m_panel(panel)
{
    connect(&m_panel, &TrainPanel::dataRequested, this, &DataFiles::ask);
    connect(&m_document, &Document::opened, &m_reading, &ReadingBridge::cancel);
}

// Beside the data that are learned now; else where Debian puts Fashion-MNIST, or where Qt begins.
QString DataFiles::folderOfNow() const
{
    const auto &train = m_document.scenario().train;
    const QString path = train ? pathOf(*train) : QString();
    return path.isEmpty() ? QString() : QFileInfo(path).absolutePath();
}

void DataFiles::ask(const QString &kind)
{
    const bool folder = kind == idxKind();
    auto *dialog = new QFileDialog(
        &m_panel, folder ? tr("Learn images of a folder in IDX form") : tr("Learn a text"),
        folderOfNow());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (folder) {
        dialog->setFileMode(QFileDialog::Directory);
        const QString fashion = textOf(std::string(core::kFashionFolder));
        if (folderOfNow().isEmpty() && QFileInfo(fashion).isDir())
            dialog->setDirectory(fashion);
    } else {
        dialog->setFileMode(QFileDialog::ExistingFile);
        dialog->setNameFilters({tr("Texts (*.txt *.md *.tex *.rst *.html)"), tr("All files (*)")});
    }
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, kind](const QString &path) { read(kind, path); });
    dialog->open();
}

void DataFiles::take(const std::string &name, const core::live::SampleSource &samples)
{
    const auto &now = m_document.scenario().train;
    if (!now) // another scenario came by undo
        return m_panel.say({});
    const core::TrainSpec train = withSamples(*now, QString::fromStdString(name), samples);
    if (const std::string problem = core::live::mismatch(train.network, samples); !problem.empty())
        return m_panel.say(textOf(problem));
    m_panel.say({});
    m_document.edit(core::withTrain(m_document.scenario(), train), tr("change data"));
    m_document.endMerge();
}

void DataFiles::read(const QString &kind, const QString &path)
{
    if (!m_document.scenario().train)
        return;
    const QString whole = QFileInfo(path).absoluteFilePath();
    core::TrainSpec train = *m_document.scenario().train;
    train.data = kind.toStdString() + ':' + QFile::encodeName(whole).toStdString();
    const QString name = QFileInfo(whole).fileName();
    m_panel.say(tr("Reading %1…").arg(name));
    m_reading.read(name, [this, train](const core::Watch &) -> ReadingBridge::Delivery {
        core::Result<core::live::SampleSource> samples = core::samplesOf(train);
        return [this, name = train.data, samples = std::move(samples)] {
            if (samples)
                take(name, samples.value());
            else
                m_panel.say(textOf(samples.error().message));
        };
    });
}

} // namespace ui
