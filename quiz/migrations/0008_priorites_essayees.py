from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("quiz", "0007_resume_des_resultats"),
    ]

    operations = [
        migrations.AddField(
            model_name="passation",
            name="essayees",
            field=models.BooleanField("priorités essayées sur le classement, puis gardées", default=False),
        ),
    ]
