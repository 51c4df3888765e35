// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/launch_export_dialog.h"

#include "core/io/file/files.h"
#include "ui/document/document.h"
#include "ui/shell/dialog_frame.h"
#include "ui/shell/main_window.h"
#include "ui/words/text_of.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui {

LaunchExportDialog::LaunchExportDialog(QWidget *parent)
    : QDialog(parent), m_frameworks(new QComboBox(this)), m_files(new QTabBar(this)),
      m_text(new QPlainTextEdit(this)), m_notes(new QLabel(this))
{
    setWindowTitle(tr("Export launch configuration"));
    setWhatsThis(tr("What a framework is started with to train this scenario. It is read again "
                    "before it is shown: what would then be another scenario is named below."));
    for (const core::LaunchWriter &row : core::launchWriters())
        m_frameworks->addItem(textOf(row.title), textOf(row.id));
    m_frameworks->setAccessibleName(tr("Framework"));
    m_files->setExpanding(false);
    m_files->setDrawBase(false);
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setAccessibleName(tr("Text of the file"));
    makeNotes();
    auto *buttons = new QDialogButtonBox(this);
    m_save = buttons->addButton(tr("Save…"), QDialogButtonBox::ActionRole);
    m_copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    buttons->addButton(QDialogButtonBox::Close);
    m_save->setDefault(true);
    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->addRow(tr("Framework"), m_frameworks);
    auto *layout = new QVBoxLayout;
    layout->addLayout(form);
    layout->addWidget(m_files);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_notes);
    frameDialog(*this, layout, {buttons});
    connect(buttons, &QDialogButtonBox::rejected, this, &LaunchExportDialog::reject);
    connect(m_frameworks, &QComboBox::currentIndexChanged, this, &LaunchExportDialog::write);
    connect(m_files, &QTabBar::currentChanged, this, &LaunchExportDialog::showFile);
    connect(m_save, &QPushButton::clicked, this, &LaunchExportDialog::askToSave);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(text()); });
}

void LaunchExportDialog::makeNotes()
{
    m_notes->setTextFormat(Qt::PlainText);
    m_notes->setWordWrap(true);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_notes->setAccessibleName(tr("What differs, and how it is started"));
}

void LaunchExportDialog::setScenario(const core::Scenario &scenario)
{
    m_scenario = scenario;
    write();
}

void LaunchExportDialog::setFramework(const QString &id)
{
    if (const int row = m_frameworks->findData(id); row >= 0)
        m_frameworks->setCurrentIndex(row);
}

QString LaunchExportDialog::text() const
{
    return m_text->toPlainText();
}

QString LaunchExportDialog::notes() const
{
    return m_notes->text();
}

const core::LaunchWriter &LaunchExportDialog::writer() const
{
    const auto row = static_cast<std::size_t>(std::max(0, m_frameworks->currentIndex()));
    return core::launchWriters()[row];
}

void LaunchExportDialog::write()
{
    core::Result<core::LaunchWriting> written = core::writeLaunch(writer(), m_scenario);
    const QSignalBlocker quiet(m_files);
    while (m_files->count() > 0)
        m_files->removeTab(0);
    m_writing = written ? std::move(written).value() : core::LaunchWriting();
    QStringList notes;
    if (m_writing.files.empty())
        notes.push_back(textOf(written.error().message));
    for (const std::string &loss : m_writing.losses)
        notes.push_back(tr("Not as here: %1").arg(textOf(loss)));
    for (const std::string &note : m_writing.notes)
        notes.push_back(textOf(note));
    for (const core::LaunchText &file : m_writing.files)
        m_files->addTab(textOf(file.name));
    m_files->setVisible(m_writing.files.size() > 1);
    m_notes->setText(notes.join(QLatin1Char('\n')));
    m_save->setEnabled(!m_writing.files.empty());
    m_copy->setEnabled(!m_writing.files.empty());
    showFile(0);
}

void LaunchExportDialog::showFile(int file)
{
    const auto row = static_cast<std::size_t>(std::max(0, file));
    m_text->setPlainText(row < m_writing.files.size() ? textOf(m_writing.files[row].text)
                                                      : QString());
}

// The name of the first file stands in it where it names another.
core::Status LaunchExportDialog::saveTo(const QString &path)
{
    const QFileInfo target(path);
    const core::Result<core::LaunchWriting> written =
        core::writeLaunch(writer(), m_scenario, target.fileName().toStdString());
    if (!written)
        return written.error();
    std::vector<core::FileContent> files;
    for (const core::LaunchText &file : written.value().files)
        files.push_back(
            {QFile::encodeName(target.dir().filePath(textOf(file.name))).toStdString(), file.text});
    if (const core::Written done = core::writeFiles(files); !done)
        return done.error();
    return std::monostate{};
}

void LaunchExportDialog::askToSave()
{
    const QString name = textOf(writer().fileName);
    auto *dialog = new QFileDialog(this, tr("Save the launch configuration"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QFileInfo(name).suffix());
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        if (const core::Status done = saveTo(path); !done)
            Q_EMIT failed(textOf(done.error().message));
        else
            Q_EMIT saved(path);
    });
    dialog->open();
}

void showLaunchExportDialog(MainWindow &window)
{
    auto *dialog = window.findChild<LaunchExportDialog *>(QString(), Qt::FindDirectChildrenOnly);
    if (dialog == nullptr) {
        dialog = new LaunchExportDialog(&window);
        QObject::connect(dialog, &LaunchExportDialog::failed, &window,
                         [&window](const QString &what) {
                             window.showMessage({Message::Kind::Problem, what, {}});
                         });
        QObject::connect(
            dialog, &LaunchExportDialog::saved, &window, [&window](const QString &path) {
                window.showMessage(
                    {Message::Kind::Note,
                     LaunchExportDialog::tr("The launch configuration was written to %1.")
                         .arg(QFileInfo(path).fileName()),
                     {}});
            });
    }
    dialog->setScenario(window.document().scenario());
    const Look &look = window.appearance().look();
    fitToScreen(*dialog, {look.ipx(680), look.ipx(620)});
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace ui
