// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/export_dialog.h"

#include "core/io/file/files.h"
#include "ui/export/film_maker.h"
#include "ui/export/picture_formats.h"
#include "ui/modes/mode.h"
#include "ui/playback/playback.h"
#include "ui/shell/dialog_frame.h"
#include "ui/shell/film_progress.h"
#include "ui/shell/picture_preview.h"
#include "ui/shell/suggested_name.h"
#include "ui/shell/window_image.h"
#include "ui/words/classroom_texts.h"
#include "ui/words/language.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QFileDialog>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

namespace ui {

namespace {

QSpinBox *sideBox(int value, const QString &name, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setRange(kShortestPictureSide, kLongestPictureSide);
    box->setValue(value);
    box->setSuffix(QStringLiteral(" px"));
    box->setAccessibleName(name);
    // Drawing a picture for every digit typed would be wasted work.
    box->setKeyboardTracking(false);
    return box;
}

using PaintPicture = std::function<void(QPainter &, const Picture &)>;

// The window as it stands is more than the step that it shows; null: of another view.
PaintPicture windowOf(const PictureView &view, const Mode &mode)
{
    return view.shows == Shows::Window ? windowPainter(mode) : PaintPicture();
}

core::Result<Drawing> drawingIn(const PictureView &view, const core::SnapshotPtr &shown,
                                const PaintPicture &window, const Picture &picture)
{
    core::Result<Drawing> drawing = drawingOf(shown, view, picture);
    if (drawing && window)
        drawing.value().paint = [window, picture](QPainter &painter) { window(painter, picture); };
    return drawing;
}

} // namespace

ExportDialog::ExportDialog(const Mode &mode, QWidget *parent)
    : QDialog(parent), m_mode(mode), m_views(allPictureViews()), m_view(new QComboBox(this)),
      m_width(sideBox(1280, tr("Width"), this)), m_height(sideBox(720, tr("Height"), this)),
      m_scale(new QComboBox(this)),
      m_trimmed(new QCheckBox(tr("Fit the height to the content"), this)),
      m_theme(new QComboBox(this)), m_moment(new QCheckBox(tr("Mark the current moment"), this)),
      m_part(new QComboBox(this)), m_seconds(new QDoubleSpinBox(this)),
      m_preview(new PicturePreview(this)), m_note(new QLabel(this))
{
    setWindowTitle(tr("Export a picture"));
    for (const PictureView &view : m_views)
        m_view->addItem(view.title());
    for (int scale = 1; scale <= 4; ++scale)
        m_scale->addItem(tr("%1×").arg(scale), scale);
    m_scale->setCurrentIndex(1);
    m_theme->addItem(tr("Print"), static_cast<int>(ThemeId::Print));
    m_theme->addItem(tr("Light"), static_cast<int>(ThemeId::Light));
    m_theme->addItem(tr("Dark"), static_cast<int>(ThemeId::Dark));
    m_moment->setChecked(true);
    m_part->addItems({tr("The whole step"), tr("As shown")});
    m_trimmed->setChecked(true);
    m_seconds->setRange(1, 120);
    m_seconds->setDecimals(0);
    m_seconds->setValue(FilmLength().seconds);
    m_seconds->setSuffix(tr(" s"));
    m_seconds->setToolTip(tr("How long a film plays, which is saved as %1.")
                              .arg(QString::fromStdString(filmSuffixes())));
    m_note->setWordWrap(true);
    m_note->hide();
    m_preview->setAccessibleName(tr("Preview"));
    build();
    if (mode.timeline() == nullptr) // it shows something else than a step
        chooseView("window");
    preview();
    fitToScreen(*this, sizeHint());
}

void ExportDialog::build()
{
    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->addRow(tr("Picture of"), m_view);
    form->addRow(tr("Width"), m_width);
    form->addRow(tr("Height"), m_height);
    form->addRow({}, m_trimmed);
    form->addRow(tr("Resolution"), m_scale);
    form->addRow(tr("Colours"), m_theme);
    form->addRow(tr("Time"), m_part);
    form->addRow({}, m_moment);
    form->addRow(tr("Length of a film"), m_seconds);
    auto *note =
        new QLabel(tr("The picture carries its scenario: dropped on the window, it opens."), this);
    note->setWordWrap(true);
    form->addRow(note);
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *save = buttons->addButton(tr("Save…"), QDialogButtonBox::ActionRole);
    QPushButton *copyButton = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    buttons->addButton(QDialogButtonBox::Close);
    save->setDefault(true);
    setWhatsThis(tr("What the picture shows, its size in logical pixels, how many image pixels "
                    "each of them gets, and its colours; the preview is the picture scaled down."));
    auto *middle = new QHBoxLayout;
    middle->addLayout(form);
    middle->addWidget(m_preview, 1);
    frameDialog(*this, middle, {m_note, buttons});
    for (QComboBox *box : {m_view, m_scale, m_theme, m_part})
        connect(box, &QComboBox::currentIndexChanged, this, &ExportDialog::preview);
    for (QSpinBox *box : {m_width, m_height})
        connect(box, &QSpinBox::valueChanged, this, &ExportDialog::preview);
    for (QCheckBox *box : {m_trimmed, m_moment})
        connect(box, &QCheckBox::toggled, this, &ExportDialog::preview);
    connect(save, &QPushButton::clicked, this, &ExportDialog::askForFile);
    connect(copyButton, &QPushButton::clicked, this, &ExportDialog::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ExportDialog::chooseView(std::string_view id)
{
    for (std::size_t i = 0; i < m_views.size(); ++i) {
        if (m_views[i].id == id)
            m_view->setCurrentIndex(static_cast<int>(i));
    }
}

Picture ExportDialog::picture() const
{
    Picture picture;
    picture.size = {m_width->value(), m_height->value()};
    picture.trimmed = m_trimmed->isChecked();
    picture.scale = m_scale->currentData().toInt();
    picture.theme = static_cast<ThemeId>(m_theme->currentData().toInt());
    if (m_part->isEnabled() && m_part->currentIndex() == 1) {
        picture.part = m_mode.shownPart();
        picture.area = m_mode.shownArea();
        picture.arrangement = m_mode.shownArrangement();
    }
    if (m_moment->isChecked() && m_mode.playback().canPlay())
        picture.moment = m_mode.playback().moment();
    return picture;
}

core::Result<Drawing> ExportDialog::draw(const Picture &picture) const
{
    const core::SnapshotPtr shown = m_mode.shown();
    if (!shown)
        return core::Error{tr("There is no result to draw yet.").toStdString()};
    const PictureView &view = m_views[static_cast<std::size_t>(m_view->currentIndex())];
    return drawingIn(view, shown, windowOf(view, m_mode), picture);
}

core::Result<QImage> ExportDialog::render(const Picture &picture) const
{
    const core::Result<Drawing> drawing = draw(picture);
    if (!drawing)
        return drawing.error();
    return imageOf(drawing.value());
}

void ExportDialog::preview()
{
    const PictureView &view = m_views[static_cast<std::size_t>(m_view->currentIndex())];
    m_part->setEnabled(view.shows == Shows::Time &&
                       (m_mode.shownPart() || m_mode.shownArea() ||
                        m_mode.shownArrangement() != RowArrangement()));
    Picture draft = picture();
    draft.scale = 1;
    const core::Result<QImage> image = render(draft);
    m_note->hide();
    if (!image) {
        m_preview->setImage({});
        complain(image.error());
        return;
    }
    m_preview->setImage(image.value());
}

void ExportDialog::say(const QString &sentence)
{
    m_note->setText(sentence);
    m_note->show();
}

bool ExportDialog::complain(const core::Error &error)
{
    say(QString::fromStdString(error.message));
    return false;
}

void ExportDialog::askForFile()
{
    auto *dialog = new QFileDialog(this, tr("Save the picture"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const PictureFormat &format : pictureFormats())
        filters.append(tr("%1 pictures (*.%2)")
                           .arg(QString::fromStdString(std::string(format.name)),
                                QString::fromStdString(std::string(format.suffix))));
    QStringList suffixes;
    for (const PictureFormat &format : pictureFormats())
        suffixes.append(QString::fromStdString(std::string(format.suffix)));
    for (const FilmFormat &format : filmFormats()) {
        suffixes.append(QString::fromStdString(std::string(format.suffix)));
        filters.append(tr("%1 films (*.%2)")
                           .arg(QString::fromStdString(std::string(format.name)), suffixes.back()));
    }
    dialog->setNameFilters(filters);
    // Whichever is chosen gives the suffix.
    const auto takeSuffix = [dialog, filters, suffixes](const QString &filter) {
        dialog->setDefaultSuffix(suffixes[std::max<qsizetype>(0, filters.indexOf(filter))]);
    };
    takeSuffix(filters.front());
    connect(dialog, &QFileDialog::filterSelected, this, takeSuffix);
    const QString title = titleInLanguage(m_mode.shown()->scenario);
    dialog->selectFile(suggestedName(title + u' ' + withinSentence(m_view->currentText())));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        if (saveTo(path) && !isFilming())
            accept();
    });
    dialog->open();
}

bool ExportDialog::saveTo(const QString &path)
{
    const std::string target = QFile::encodeName(path).toStdString();
    if (const FilmFormat *films = filmFormatOfFile(target))
        return film(*films, target);
    const PictureFormat *format = formatOfFile(target);
    if (format == nullptr)
        return complain({tr("The name of the file ends in no format that can be written; there "
                            "are %1, of films %2.")
                             .arg(QString::fromStdString(formatSuffixes()),
                                  QString::fromStdString(filmSuffixes()))
                             .toStdString()});
    const core::Result<Drawing> drawing = draw(picture());
    if (!drawing)
        return complain(drawing.error());
    const core::Result<QByteArray> file = format->write(drawing.value());
    if (!file)
        return complain(file.error());
    const core::Status written = core::writeFile(target, file.value().toStdString());
    return written ? true : complain(written.error());
}

bool ExportDialog::film(const FilmFormat &format, const std::string &path)
{
    const core::SnapshotPtr shown = m_mode.shown();
    if (!shown)
        return complain({tr("There is no result to draw yet.").toStdString()});
    if (m_filming)
        return complain({tr("One film is being made already.").toStdString()});
    const PictureView view = m_views[static_cast<std::size_t>(m_view->currentIndex())];
    const auto paint = [shown, view, window = windowOf(view, m_mode)](const Picture &each) {
        return drawingIn(view, shown, window, each);
    };
    FilmPicture wanted = {picture(), {.seconds = m_seconds->value(), .rate = FilmLength().rate}};
    if (m_part->currentIndex() == 1) // also of views without an axis
        wanted.picture.part = m_mode.shownPart();
    auto maker = FilmMaker::make(paint, view.shows, {shown->trace.stop}, wanted, format, path);
    if (!maker)
        return complain(maker.error());
    m_filming = true;
    auto *progress = new FilmProgress(std::move(maker).value(), this);
    connect(progress, &FilmProgress::finished, this, [this] {
        endFilm();
        accept();
    });
    connect(progress, &FilmProgress::failed, this, [this](const QString &sentence) {
        say(sentence);
        endFilm();
    });
    connect(progress, &FilmProgress::cancelled, this, [this] {
        say(tr("Cancelled; nothing was written."));
        endFilm();
    });
    return true;
}

void ExportDialog::endFilm()
{
    m_filming = false;
    Q_EMIT filmEnded();
}

void ExportDialog::copy()
{
    const core::Result<QImage> image = render(picture());
    if (!image) {
        complain(image.error());
        return;
    }
    QGuiApplication::clipboard()->setImage(image.value());
    const QSize size = image.value().size();
    say(tr("The picture is on the clipboard: %1 × %2 pixels.")
            .arg(size.width())
            .arg(size.height()));
}

} // namespace ui
